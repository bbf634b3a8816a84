namespace Chat;

/// <summary>Someone who can sign in.</summary>
public sealed record ChatUser(string Name, string Password, params string[] Roles);
