using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Gateways.Analyzers;

/// <summary>What a hub's <c>Clients</c>, <c>Groups</c> and <c>Context</c> are called in a gateway.</summary>
internal sealed class HubTranslation
{
    private HubTranslation(ExpressionSyntax habit, string advice, string? replacement)
    {
        Habit = habit;
        Advice = advice;
        Replacement = replacement;
    }

    /// <summary>The expression that is a hub's.</summary>
    public ExpressionSyntax Habit { get; }

    /// <summary>What to use, for a person.</summary>
    public string Advice { get; }

    /// <summary>What to put in its place; null where that is not certain.</summary>
    public string? Replacement { get; }

    /// <summary>Translates the member access whose left side is the hub's name; null for a member no hub has.</summary>
    public static HubTranslation? Of(MemberAccessExpressionSyntax access, string hubMember, HubScope scope) => hubMember switch
    {
        "Clients" => OfClients(access, scope),
        "Groups" => OfGroups(access, scope),
        _ => OfContext(access, scope),
    };

    private static HubTranslation? OfClients(MemberAccessExpressionSyntax access, HubScope scope)
    {
        var name = access.Name.Identifier.ValueText;
        var call = access.Parent as InvocationExpressionSyntax;
        var argument = call?.ArgumentList.Arguments.Count == 1 ? call.ArgumentList.Arguments[0].ToString() : null;
        var (server, client) = (scope.Server, scope.Client);
        return name switch
        {
            "All" => ToTarget(access, "server", server, scope),
            "Caller" => ToTarget(access, "client", client, scope),
            "Others" => ToTarget(access, "client.Broadcast", Append(client, "Broadcast"), scope),
            "Group" or "Groups" => ToTarget(call, "server.To(..)", Append(server, "To", argument), scope),
            "OthersInGroup" => ToTarget(call, "client.To(..)", Append(client, "To", argument), scope),
            "Client" => ToTarget(call, "server.ToClient(..)", Append(server, "ToClient", argument), scope),
            "User" => ToTarget(call, "server.ToUser(..)", Append(server, "ToUser", argument), scope),
            "GroupExcept" => ToTarget(call, "server.To(..).ExceptClient(..)", null, scope),
            "AllExcept" => ToTarget(call, "server.ExceptClient(..)", null, scope),
            "Clients" or "Users" => ToTarget(call, "server.ToClient(..) or server.ToUser(..) for each", null, scope),
            _ => null,
        };
    }

    /// <summary>What is sent to a target changes its name too; of a typed hub only the server has the events.</summary>
    private static HubTranslation? ToTarget(ExpressionSyntax? target, string advice, string? replacement, HubScope scope)
    {
        if (target is null)
            return null;
        if (target.Parent is not MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax send } member || member.Expression != target)
            return new(target, advice, replacement);
        if (member.Name.Identifier.ValueText is "SendAsync" or "SendCoreAsync")
        {
            // EmitAsync takes an event and up to three payloads.
            var fits = member.Name.Identifier.ValueText == "SendAsync" && send.ArgumentList.Arguments.Count is > 0 and <= 4;
            return new(member, $"{advice}.EmitAsync(..)", fits && replacement is not null ? $"{replacement}.EmitAsync" : null);
        }

        var isTypedServer = scope is { IsTyped: true, Server: { } server } && replacement?.StartsWith(server, StringComparison.Ordinal) == true;
        return new(target, scope.IsTyped ? $"{advice}.Emit" : advice, isTypedServer ? $"{replacement}.Emit" : null);
    }

    private static HubTranslation? OfGroups(MemberAccessExpressionSyntax access, HubScope scope)
    {
        var method = access.Name.Identifier.ValueText switch
        {
            "AddToGroupAsync" => "JoinAsync",
            "RemoveFromGroupAsync" => "LeaveAsync",
            _ => null,
        };
        if (method is null || access.Parent is not InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } call)
            return null;

        var connection = arguments[0].ToString();
        var rest = string.Join(", ", arguments.Skip(1));
        return connection == "Context.ConnectionId"
            ? new(call, $"client.{method}(..)", Append(scope.Client, method, rest))
            : new(call, $"server.ToClient(..).{method}(..)", Append(Append(scope.Server, "ToClient", connection), method, rest));
    }

    private static HubTranslation? OfContext(MemberAccessExpressionSyntax access, HubScope scope) => access.Name.Identifier.ValueText switch
    {
        "ConnectionId" => new(access, "client.Id", Append(scope.Client, "Id")),
        "User" => new(access, "client.User", Append(scope.Client, "User")),
        "UserIdentifier" => new(access, "client.UserIdentifier", Append(scope.Client, "UserIdentifier")),
        "ConnectionAborted" => new(access, "client.Aborted", Append(scope.Client, "Aborted")),
        "Items" => new(access, "client.Data", null),
        "Abort" => new(access, "client.DisconnectAsync()", null),
        "GetHttpContext" or "Features" => new(access, "client.Handshake", null),
        _ => null,
    };

    private static string? Append(string? target, string member) => target is null ? null : $"{target}.{member}";

    private static string? Append(string? target, string method, string? arguments) => target is null || arguments is null ? null : $"{target}.{method}({arguments})";
}
