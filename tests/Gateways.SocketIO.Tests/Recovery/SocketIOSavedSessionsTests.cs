using System.Security.Claims;
using Gateways.SocketIO.Clients;
using Microsoft.Extensions.Time.Testing;

namespace Gateways.SocketIO.Tests.Recovery;

public sealed class SocketIOSavedSessionsTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(2);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void TryTake_Twice_OpensOnce()
    {
        var sessions = Create();
        sessions.Save(Session("a"));

        Assert.True(sessions.TryTake("a", "/spec", out var session));
        Assert.Equal("a", session.Pid);
        Assert.False(sessions.TryTake("a", "/spec", out _));
        Assert.Equal(0, sessions.Count);
    }

    [Fact]
    public void TryTake_OfAnotherNamespace_LeavesItWhereItIs()
    {
        var sessions = Create();
        sessions.Save(Session("a"));

        Assert.False(sessions.TryTake("a", "/other", out var session));
        Assert.Null(session);
        Assert.True(sessions.TryTake("a", "/spec", out _));
    }

    [Fact]
    public void TryTake_UnknownSecret_FindsNothing()
    {
        var sessions = Create();
        sessions.Save(Session("a"));

        Assert.False(sessions.TryTake("b", "/spec", out _));
        Assert.Equal(1, sessions.Count);
    }

    [Fact]
    public void TryTake_WhenTheTimeIsUp_FindsNothingAndKeepsNothing()
    {
        var sessions = Create();
        sessions.Save(Session("a"));
        _time.Advance(Duration);
        sessions.Save(Session("b"));

        _time.Advance(TimeSpan.FromTicks(1));

        Assert.False(sessions.TryTake("a", "/spec", out _));
        Assert.True(sessions.TryTake("b", "/spec", out _));
        Assert.Equal(0, sessions.Count);
    }

    [Fact]
    public void Save_OneThatIsGivenBack_IsAsOldAsItWas()
    {
        var sessions = Create();
        sessions.Save(Session("old"));
        Assert.True(sessions.TryTake("old", "/spec", out var old));
        _time.Advance(TimeSpan.FromMinutes(1));
        sessions.Save(Session("young"));
        sessions.Save(old);

        _time.Advance(TimeSpan.FromSeconds(61));

        Assert.False(sessions.TryTake("old", "/spec", out _));
        Assert.Equal(1, sessions.Count);
        Assert.True(sessions.TryTake("young", "/spec", out _));
    }

    [Fact]
    public void Save_TooMany_ForgetsWhoIsAwayLongestAlsoWhenThatWasGivenBack()
    {
        var sessions = Create(max: 2);
        sessions.Save(Session("old"));
        Assert.True(sessions.TryTake("old", "/spec", out var old));
        _time.Advance(TimeSpan.FromSeconds(1));
        sessions.Save(Session("young"));
        sessions.Save(old);
        _time.Advance(TimeSpan.FromSeconds(1));

        sessions.Save(Session("youngest"));

        Assert.Equal(2, sessions.Count);
        Assert.False(sessions.TryTake("old", "/spec", out _));
        Assert.True(sessions.TryTake("young", "/spec", out _));
        Assert.True(sessions.TryTake("youngest", "/spec", out _));
    }

    [Fact]
    public void Save_ManyOfTheSameMoment_KeepsEach()
    {
        var sessions = Create(max: 100);
        for (var i = 0; i < 100; i++)
        {
            sessions.Save(Session($"{i}"));
        }

        Assert.All(Enumerable.Range(0, 100), i => Assert.True(sessions.TryTake($"{i}", "/spec", out _)));
    }

    private SocketIOSavedSessions Create(int max = 10) => new(new SocketIORecoveryOptions { MaxDisconnectionDuration = Duration, MaxSessions = max }, _time);

    private SocketIOSavedSession Session(string pid) =>
        new("/spec", "id", pid, new ClaimsPrincipal(), null, null, [], new ClientData(), _time.GetTimestamp(), Task.CompletedTask);
}
