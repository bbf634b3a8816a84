namespace Gateways.Benchmarks.Tests.Matrix;

public class MatrixFileTests
{
    private const string Text =
        """
        {
          "servers": [
            { "name": "us", "proto": "ws", "port": 1, "cmd": ["a"] },
            { "name": "them", "proto": "ws", "port": 2, "cmd": ["b"], "skip": ["w2"] },
            { "name": "bystander", "proto": "ws", "port": 3, "cmd": ["c"] },
          ],
          "workloads": [ { "name": "w1", "args": "echo" }, { "name": "w2", "args": "idle", "fresh": true }, { "name": "w3", "args": "churn" } ],
          // what we want
          "comparisons": [
            { "row": "r", "workload": "w1", "ours": "us", "peer": "them", "metric": "m", "aim": 1 },
            { "row": "r", "workload": "w2", "ours": "us", "metric": "m", "limit": 1 },
          ],
        }
        """;

    [Fact]
    public void OwnFile_IsValid_AndEveryWorkloadCanBeCreated()
    {
        MatrixFile file = MatrixFile.Load(Path.Combine(AppContext.BaseDirectory, "servers.json"));

        Assert.All(file.Workloads, workload =>
        {
            var options = new Options(workload.Args.Split(' '));
            Assert.Contains(options.Mode, new[] { "echo", "broadcast", "cluster", "stuck", "idle", "hold", "churn" });
        });
        Assert.All(file.Servers, server => Assert.NotNull(WireProtocol.Create(new Options(["echo", "--proto", server.Proto]))));
        Assert.All(file.Servers, server => Assert.All(server.Skip.Concat(server.Only), name => file.Workload(name)));
        Assert.All(file.Workloads, workload => Assert.All(workload.Only, name => Assert.True(file.Server(name).Takes(workload))));
        Assert.Distinct(file.Servers.Select(server => server.Port).Concat(file.Servers.Select(server => server.Twin).OfType<int>()).Concat(file.Services.Select(service => service.Port)));
        Assert.All(file.Comparisons, row => Assert.True(row.Aim is not null || row.Limit is not null));
    }

    [Fact]
    public void WithoutNames_OnlyWhatAComparisonNeeds_IsSelected()
    {
        MatrixFile file = MatrixFile.Parse(Text);

        Assert.Equal(["w1", "w2"], file.SelectWorkloads([], all: false).Select(workload => workload.Name));
        Assert.Equal(["us", "them"], file.SelectServers(file.Workload("w1"), [], all: false).Select(server => server.Name));
        Assert.Equal(["us"], file.SelectServers(file.Workload("w2"), [], all: false).Select(server => server.Name));
    }

    [Fact]
    public void All_IsEverythingButWhatAServerSkips()
    {
        MatrixFile file = MatrixFile.Parse(Text);

        Assert.Equal(3, file.SelectWorkloads([], all: true).Count);
        Assert.Equal(["us", "bystander"], file.SelectServers(file.Workload("w2"), [], all: true).Select(server => server.Name));
    }

    [Fact]
    public void Names_AreTakenInTheirOrder_AndMustExist()
    {
        MatrixFile file = MatrixFile.Parse(Text);

        Assert.Equal(["bystander", "us"], file.SelectServers(file.Workload("w1"), ["bystander", "us"], all: false).Select(server => server.Name));
        Assert.Throws<ArgumentException>(() => file.SelectServers(file.Workload("w1"), ["nobody"], all: false));
        Assert.Throws<ArgumentException>(() => file.SelectWorkloads(["nothing"], all: false));
    }

    [Theory]
    [InlineData("\"ours\": \"us\", \"metric\"", "\"ours\": \"nobody\", \"metric\"")]
    [InlineData("\"workload\": \"w1\"", "\"workload\": \"w9\"")]
    [InlineData("\"workload\": \"w1\"", "\"workload\": \"w2\"")]
    [InlineData("\"port\": 1", "\"prot\": 1")]
    [InlineData("\"fresh\": true", "\"fresh\": 1")]
    public void WhatDoesNotFitTogether_IsRefused(string right, string wrong) =>
        Assert.Throws<ArgumentException>(() => MatrixFile.Parse(Text.Replace(right, wrong, StringComparison.Ordinal)));
}
