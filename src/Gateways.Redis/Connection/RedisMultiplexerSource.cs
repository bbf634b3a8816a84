using StackExchange.Redis;

namespace Gateways.Redis.Connection;

/// <summary>Where the connection to Redis comes from: made here, or the application's own.</summary>
internal sealed class RedisMultiplexerSource
{
    private readonly ConfigurationOptions? _configuration;
    private readonly IConnectionMultiplexer? _given;

    public RedisMultiplexerSource(ConfigurationOptions configuration)
    {
        CheckPrefix(configuration);
        _configuration = configuration.Clone();

        // What cannot be sent now must fail now. Kept for later, it would be sent before the other servers have subscribed again, and be lost without a word.
        _configuration.BacklogPolicy = BacklogPolicy.FailFast;
        _configuration.AbortOnConnectFail = false;
        _configuration.ClientName ??= "gateways";
    }

    public RedisMultiplexerSource(IConnectionMultiplexer given)
    {
        CheckPrefix(ConfigurationOptions.Parse(given.Configuration, ignoreUnknown: true));
        _given = given;
    }

    /// <summary>Whether it is made here, and so may be thrown away and made anew.</summary>
    public bool IsOwned => _given is null;

    /// <summary>For messages: the endpoints without any password.</summary>
    public string Description => _given is null
        ? string.Join(", ", _configuration!.EndPoints.Select(static endpoint => endpoint.ToString()))
        : string.Join(", ", _given.GetEndPoints(configuredOnly: true).Select(static endpoint => endpoint.ToString()));

    public async Task<IConnectionMultiplexer> ConnectAsync() =>
        _given ?? await ConnectionMultiplexer.ConnectAsync(_configuration!).ConfigureAwait(false);

    /// <summary>The client library's own prefix is put before what is subscribed to, but not before what scripts publish, and Node knows nothing of it.</summary>
    private static void CheckPrefix(ConfigurationOptions configuration)
    {
        if ((string?)configuration.ChannelPrefix is { Length: > 0 } prefix)
        {
            throw new InvalidOperationException(
                $"The connection to Redis has channelPrefix={prefix}, which would cut this server off from others. Take it out and set RedisAdapterOptions.{nameof(RedisAdapterOptions.ChannelPrefix)} instead.");
        }
    }
}
