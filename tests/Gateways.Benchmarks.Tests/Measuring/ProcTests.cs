namespace Gateways.Benchmarks.Tests.Measuring;

public class ProcTests
{
    private const string TcpHead = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";

    [Fact]
    public void Process_WithSpacesAndParenthesesInItsName_IsRead()
    {
        const string stat = "42 (a (b) c) S 1 2 3 4 5 6 7 8 9 10 150 50 0 0 20 0 1 0 1 2 3";
        string[] status = ["Name:\tx", "VmRSS:\t    2048 kB", "RssAnon:\t    1000 kB", "RssFile:\t 1048 kB"];

        Assert.Equal(new ProcessSample(1.5, .5, 2048 * 1024, 1000 * 1024), ProcessSample.Parse(stat, status));
    }

    [LinuxFact]
    public void OwnProcess_HasMemory()
    {
        ProcessSample sample = ProcessSample.Read(Environment.ProcessId);

        Assert.InRange(sample.PrivateBytes, 1, sample.ResidentBytes);
        Assert.True(sample.CpuSeconds > 0);
        Assert.True(MachineSample.BusySeconds() > 0);
        Assert.True(MachineSample.SlabBytes() > 0);
    }

    [Theory]
    [InlineData("01", true)]
    [InlineData("04", false)]
    [InlineData("06", false)]
    public void ServersEndOfAConnection_IsOpenOnlyWhileEstablished(string state, bool expected)
    {
        // Port 5101 is 13ED, port 40000 is 9C40; the first line is the same connection from the client's end.
        string[] lines = [TcpHead, "   0: 0100007F:9C40 0100007F:13ED 01 0 0", $"   1: 0100007F:13ED 0100007F:9C40 {state} 0 0"];

        Assert.Equal(expected, TcpTable.IsOpen(lines, 5101, 40000));
    }

    [Fact]
    public void ServersEndOfAConnection_OverIPv6OrGone_IsToldApart()
    {
        string[] lines = [TcpHead, "   0: 0000000000000000FFFF00000100007F:13ED 0000000000000000FFFF00000100007F:9C40 01 0 0"];

        Assert.True(TcpTable.IsOpen(lines, 5101, 40000));
        Assert.False(TcpTable.IsOpen(lines, 5101, 40001));
        Assert.False(TcpTable.IsOpen(lines, 5102, 40000));
    }

    [Fact]
    public void Stats_AreFiveNumbers()
    {
        ServerStats used = ServerStats.Parse("3000 7 5 2 30\n") - ServerStats.Parse("1000 1 1 1 10");

        Assert.Equal(new ServerStats(2000, 6, 4, 1, 20), used);
        Assert.Throws<IOException>(() => ServerStats.Parse("1000 1 1"));
        Assert.Throws<IOException>(() => ServerStats.Parse("<html>"));
    }
}
