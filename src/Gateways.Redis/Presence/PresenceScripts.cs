namespace Gateways.Redis.Presence;

/// <summary>
/// What Redis itself does, so that a change and the word of it are one. Every key a script touches is declared. A client is <c>server active user</c>, a user
/// <c>clients active since metadata</c>; versions are microseconds of Redis's clock, pushed on where that would stand still; that of an empty topic is kept for an hour, for changes still on their way.
/// </summary>
internal static class PresenceScripts
{
    /// <summary>KEYS clients, users, version. ARGV 1 namespace, 2 topic, 3 channel.</summary>
    private const string Prelude = """
        local function micros()
          local time = redis.call('TIME')
          return tonumber(time[1]) * 1000000 + tonumber(time[2])
        end
        local function read(user)
          local record = redis.call('HGET', KEYS[2], user)
          if not record then return nil end
          local clients, active, since, metadata = string.match(record, '^(%d+) (%d+) (%d+) (.*)$')
          return { clients = tonumber(clients), active = tonumber(active), since = since, metadata = metadata }
        end
        local function write(user, record)
          redis.call('HSET', KEYS[2], user, string.format('%d %d %s %s', record.clients, record.active, record.since, record.metadata))
        end
        local function tell(kind, user, record)
          local version = math.max(micros(), tonumber(redis.call('GET', KEYS[3]) or '0') + 1)
          version = string.format('%.0f', version)
          redis.call('SET', KEYS[3], version)
          local active = 0
          if record.active > 0 then active = 1 end
          redis.call('PUBLISH', ARGV[3], cjson.encode({ n = ARGV[1], t = ARGV[2], v = version, k = kind, u = user, a = active, s = record.since, m = record.metadata }))
        end

        """;

    /// <summary>KEYS 4 entries of the server. ARGV 4 server, 5 client, 6 user, 7 active, 8 metadata, 9 entry. Returns 0 when the client is another user's.</summary>
    public const string Track = Prelude + """
        local user, active = ARGV[6], tonumber(ARGV[7])
        local client = redis.call('HGET', KEYS[1], ARGV[5])
        local wasActive, isNewClient = 0, 1
        if client then
          local _, before, owner = string.match(client, '^(%S+) (%d) (.*)$')
          if owner ~= user then return 0 end
          wasActive, isNewClient = tonumber(before), 0
        end
        redis.call('HSET', KEYS[1], ARGV[5], ARGV[4] .. ' ' .. ARGV[7] .. ' ' .. user)
        redis.call('SADD', KEYS[4], ARGV[9])
        local record = read(user)
        local isNewUser = not record
        if isNewUser then
          record = { clients = 0, active = 0, since = string.format('%.0f', math.floor(micros() / 1000)), metadata = '' }
        end
        local before, beforeMetadata = record.active > 0, record.metadata
        record.clients = record.clients + isNewClient
        record.active = record.active + active - wasActive
        if ARGV[8] ~= '' then record.metadata = ARGV[8] end
        write(user, record)
        if isNewUser then
          tell('join', user, record)
        elseif before ~= (record.active > 0) or beforeMetadata ~= record.metadata then
          tell('update', user, record)
        end
        return 1
        """;

    /// <summary>
    /// KEYS 4 entries of the server, 5 leases. ARGV 4 server, 5 client, 6 entry, 7 who clears up behind a dead server; empty when the server itself takes its client out. A client that has
    /// meanwhile been tracked by another server, and one of a server that came back to life, stay. A server takes out what it tracked under any of its names, who clears up only what is under this one.
    /// </summary>
    public const string Untrack = Prelude + """
        local function owner(name)
          if ARGV[7] ~= '' then return name end
          return string.match(name, '^(.*)%.%d+$')
        end
        local function lives(name)
          local lease = redis.call('ZSCORE', KEYS[5], name)
          return lease and tonumber(lease) > micros() / 1000
        end
        if ARGV[7] ~= '' and (lives(ARGV[4]) or not lives(ARGV[7])) then return 0 end
        redis.call('SREM', KEYS[4], ARGV[6])
        local client = redis.call('HGET', KEYS[1], ARGV[5])
        if not client then return 0 end
        local server, wasActive, user = string.match(client, '^(%S+) (%d) (.*)$')
        if owner(server) ~= owner(ARGV[4]) then return 0 end
        redis.call('HDEL', KEYS[1], ARGV[5])
        local record = read(user)
        if not record then return 0 end
        local before = record.active > 0
        record.clients = record.clients - 1
        record.active = record.active - tonumber(wasActive)
        if record.clients > 0 then
          write(user, record)
          if before ~= (record.active > 0) then tell('update', user, record) end
          return 1
        end
        redis.call('HDEL', KEYS[2], user)
        if before then record.active = 1 end
        tell('leave', user, record)
        if redis.call('HLEN', KEYS[1]) == 0 then redis.call('EXPIRE', KEYS[3], 3600) end
        return 1
        """;

    /// <summary>KEYS users, version.</summary>
    public const string List = """
        return { redis.call('GET', KEYS[2]) or '0', redis.call('HGETALL', KEYS[1]) }
        """;

    /// <summary>KEYS leases. ARGV 1 milliseconds, 2 the name that was leased last, 3.. the names of a server. Returns whether that lease had not run out.</summary>
    public const string Beat = """
        local time = redis.call('TIME')
        local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
        local lease = redis.call('ZSCORE', KEYS[1], ARGV[2])
        for i = 3, #ARGV do
          redis.call('ZADD', KEYS[1], string.format('%.0f', now + tonumber(ARGV[1])), ARGV[i])
        end
        if lease and tonumber(lease) > now then return 1 end
        return 0
        """;

    /// <summary>KEYS leases. ARGV names that a server has given up.</summary>
    public const string GiveUp = """
        for i = 1, #ARGV do
          redis.call('ZADD', KEYS[1], 0, ARGV[i])
        end
        return 1
        """;

    /// <summary>KEYS leases. ARGV who asks. Returns some of the names whose lease has run out, the longest dead first; none when that of who asks has, too.</summary>
    public const string Dead = """
        local time = redis.call('TIME')
        local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
        local lease = redis.call('ZSCORE', KEYS[1], ARGV[1])
        if not lease or tonumber(lease) <= now then return {} end
        return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now), 'LIMIT', 0, 16)
        """;

    /// <summary>KEYS claim. ARGV who claims, milliseconds. Returns whether it is theirs: nobody else's, or theirs already.</summary>
    public const string Claim = """
        local owner = redis.call('GET', KEYS[1])
        if owner and owner ~= ARGV[1] then return 0 end
        redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
        return 1
        """;

    /// <summary>KEYS leases, entries of a server, claim. ARGV server. Forgets a dead server that has no clients left.</summary>
    public const string Forget = """
        local time = redis.call('TIME')
        local lease = redis.call('ZSCORE', KEYS[1], ARGV[1])
        if lease and tonumber(lease) <= tonumber(time[1]) * 1000 + tonumber(time[2]) / 1000 and redis.call('SCARD', KEYS[2]) == 0 then
          redis.call('ZREM', KEYS[1], ARGV[1])
          redis.call('DEL', KEYS[3])
        end
        return 1
        """;
}
