namespace Gateways.Dispatch;

/// <summary>The connection hook has used up its time; told apart from a time-out inside the hook, which is the application's own error.</summary>
internal sealed class ConnectTimeoutException : Exception;
