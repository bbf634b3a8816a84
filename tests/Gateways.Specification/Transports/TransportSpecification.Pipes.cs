namespace Gateways.Specification.Transports;

public abstract partial class TransportSpecification
{
    [Theory]
    [InlineData("body", "6", "number Body ''", "\"5\"")]
    [InlineData("property", "7", "number Property 'n'|other Property 'm'", """{"n":"5","m":"2"}""")]
    [InlineData("property", "15", "number Property 'n'", """{"n":"5"}""")]
    [InlineData("argument", "3", "first Argument '[0]'|second Argument '[1]'", "\"5\"", "\"2\"")]
    [InlineData("person", """{"name":"Ann","age":5}""", "person Body ''", "\"5\"")]
    [InlineData("trim", "\"<x7>\"", "", """{"text":"  x ","number":7}""")]
    public async Task Pipe_OnAParameter_MakesTheHandlersTypeOfWhatWasSent(string eventName, string expected, string notes, params string[] arguments)
    {
        var peer = await ConnectAsync("/pipes");

        AssertJson(expected, (await peer.Client.CallAsync(eventName, arguments)).Value);

        Assert.Equal(notes, string.Join('|', TakeNotes()));
    }

    [Theory]
    [InlineData("body", "", "\"x\"")]
    [InlineData("property", "n", """{"n":"x"}""")]
    [InlineData("property", "m", """{"n":"1","m":"x"}""")]
    [InlineData("argument", "[1]", "\"1\"", "\"x\"")]
    public async Task Pipe_FindsSeveralErrors_AllAreToldInOnePayload(string eventName, string property, params string[] arguments)
    {
        var peer = await ConnectAsync("/pipes");
        var payload = "{\"status\":\"error\",\"message\":\"Validation failed\",\"errors\":["
            + $$"""{"property":"{{property}}","code":"number","message":"Not a number."},{"property":"","code":"hint","message":"Write digits."}]}""";

        AssertFailed(await peer.Client.CallAsync(eventName, arguments), "Validation failed", payload);

        AssertJson(payload, await peer.Client.HearAsync("exception"));
        Assert.DoesNotContain(Host.Log.Lines, static line => line.EventId == 4001);
    }

    [Theory]
    [InlineData("\"0\"", "Internal server error", 1)]
    [InlineData("\"1\"", "too young", 0)]
    public async Task Pipe_Throws_IsAnErrorLikeOneOfTheHandler(string argument, string text, int logged)
    {
        var peer = await ConnectAsync("/pipes");

        AssertFailed(await peer.Client.CallAsync("person", argument), text, $$"""{"status":"error","message":"{{text}}"}""");

        Assert.Equal(logged, Host.Log.Lines.Count(static line => line.EventId == 4001));
        AssertJson("6", (await peer.Client.CallAsync("body", "\"5\"")).Value);
    }

    [Fact]
    public async Task Pipe_WhatWasSentDoesNotFitIt_IsABindingError()
    {
        var peer = await ConnectAsync("/pipes");
        const string Payload = """{"status":"error","message":"Validation failed","errors":[{"property":"n","code":"invalid_type","message":"The value does not have the expected type."}]}""";

        AssertFailed(await peer.Client.CallAsync("property", """{"n":5}"""), "Validation failed", Payload);

        Assert.Empty(TakeNotes());
    }

    [Fact]
    public async Task Pipe_ManyMessagesUnderWay_EachKeepsItsOwn()
    {
        var peer = await ConnectAsync("/pipes");

        await Task.WhenAll(Enumerable.Range(0, 300).Select(async i =>
            Assert.Equal($"{i * 3}", (await peer.Client.CallAsync("property", $$"""{"n":"{{i}}","m":"{{i * 2}}"}""")).Value))).Soon();
    }
}
