namespace Gateways.Tests.Clients;

public sealed class ClientDataTests
{
    [Fact]
    public void Get_NeverSet_IsDefault()
    {
        var data = new ClientData();

        Assert.Null(data["a"]);
        Assert.Null(data.Get<string>());
        Assert.Equal(0, data.Get<int>());
        Assert.False(data.TryGet<string>(out _));
    }

    [Fact]
    public void Set_ByNameAndByType_AreApart()
    {
        var data = new ClientData { ["System.String"] = "by name" };
        data.Set("by type");
        data.Set(5);

        Assert.Equal("by name", data["System.String"]);
        Assert.Equal("by type", data.Get<string>());
        Assert.True(data.TryGet<int>(out var number));
        Assert.Equal(5, number);
    }

    [Fact]
    public void Set_Null_Removes()
    {
        var data = new ClientData { ["a"] = 1 };
        data.Set("x");

        data["a"] = null;
        data.Set<string>(null);

        Assert.Null(data["a"]);
        Assert.False(data.TryGet<string>(out _));
    }

    [Fact]
    public void Set_FromManyThreads_LosesNothing()
    {
        var data = new ClientData();

        Parallel.For(0, 1000, i => data[$"{i}"] = i);

        Assert.All(Enumerable.Range(0, 1000), i => Assert.Equal(i, data[$"{i}"]));
    }
}
