namespace Gateways.Benchmarks.Tests;

public class OptionsTests
{
    [Fact]
    public void Values_InBothForms_AreRead()
    {
        var options = new Options(["echo", "--conns", "7", "--proto=sio", "--secs", "0.5", "--token", "--path", "/x=y"]);

        Assert.Equal("echo", options.Mode);
        Assert.Equal(7, options.Connections);
        Assert.Equal("sio", options.Proto);
        Assert.Equal(0.5, options.Seconds);
        Assert.True(options.Token);
        Assert.Equal("/x=y", options.Path);
    }

    [Fact]
    public void ValueWithSpacesAndDashes_AfterEquals_IsOneValue() =>
        Assert.Equal("--secs 1 --warmup 2", new Options(["matrix", "--args=--secs 1 --warmup 2"]).Text("args", ""));

    [Fact]
    public void LaterValue_OfTheSameName_Wins() =>
        Assert.Equal(10, new Options(["echo", "--warmup", "1", "--warmup", "10"]).Warmup);

    [Theory]
    [InlineData("--second", "3")]
    [InlineData("--Conns", "3")]
    public void UnknownName_IsRefused(string name, string value) =>
        Assert.Contains(name, Assert.Throws<ArgumentException>(() => new Options(["echo", name, value])).Message, StringComparison.Ordinal);

    [Fact]
    public void StrayValue_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new Options(["echo", "--conns", "1", "2"]));

    [Theory]
    [InlineData("--conns", "many")]
    [InlineData("--conns", "-1")]
    [InlineData("--conns", "1.5")]
    public void WholeNumber_ThatIsNone_IsRefused(string name, string value) =>
        Assert.Throws<ArgumentException>(() => new Options(["echo", name, value]).Connections);

    [Theory]
    [InlineData("soon")]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("1,5")]
    public void Number_ThatIsNone_IsRefused(string value) =>
        Assert.Throws<ArgumentException>(() => new Options(["echo", "--secs", value]).Seconds);

    [Theory]
    [InlineData("echo", 64, 100, "echo")]
    [InlineData("broadcast", 64, 100, "join")]
    [InlineData("stuck", 20, 4096, "join")]
    public void Defaults_FollowTheWorkload(string mode, int connections, int size, string ackEvent)
    {
        var options = new Options([mode]);

        Assert.Equal((connections, size, ackEvent), (options.Connections, options.Size, options.AckEvent));
    }

    [Fact]
    public void StatsPath_IsTheUsualOne_WhenNoneIsNamed()
    {
        Assert.Null(new Options(["echo"]).StatsPath);
        Assert.Equal("/stats", new Options(["echo", "--stats"]).StatsPath);
        Assert.Equal("/gc", new Options(["echo", "--stats", "/gc"]).StatsPath);
    }
}
