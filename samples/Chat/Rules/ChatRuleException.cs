namespace Chat;

/// <summary>Something the rules of this chat forbid. It knows nothing of gateways: <see cref="ChatRuleFilter"/> tells clients.</summary>
public sealed class ChatRuleException(string code, string message) : Exception(message)
{
    /// <summary>For programs.</summary>
    public string Code { get; } = code;
}
