namespace Chat;

/// <summary>What one signs in with.</summary>
public sealed record Login(string UserName, string Password);
