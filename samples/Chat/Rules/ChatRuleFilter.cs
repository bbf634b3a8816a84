using Gateways;

namespace Chat;

/// <summary>Tells a client which rule it has broken.</summary>
[Catch<ChatRuleException>]
public sealed class ChatRuleFilter : IExceptionFilter
{
    public ValueTask<FilterResult> CatchAsync(Exception exception, GatewayContext context)
    {
        var broken = (ChatRuleException)exception;
        return new(FilterResult.Error(new WsException(new RuleError("error", broken.Message, broken.Code), broken.Message)));
    }

    private sealed record RuleError(string Status, string Message, string Code);
}
