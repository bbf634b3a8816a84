using System.Security.Cryptography;
using System.Text;

namespace Chat;

/// <summary>The users of a demonstration, in Development only: a real application brings its own.</summary>
public sealed class ChatUsers(IHostEnvironment environment)
{
    private static readonly ChatUser[] Seed = [new("ada", "chat", "moderator"), new("alan", "chat"), new("grace", "chat")];

    private readonly ChatUser[] _users = environment.IsDevelopment() ? Seed : [];

    /// <summary>Whether somebody who signs in has a name, or one that people would take for it.</summary>
    public bool Has(string name) => Array.Exists(_users, user => string.Equals(user.Name, name.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>The user whose name and password these are, or null.</summary>
    public ChatUser? Find(string name, string password) => Array.Find(_users, user =>
        string.Equals(user.Name, name, StringComparison.Ordinal)
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(user.Password), Encoding.UTF8.GetBytes(password)));
}
