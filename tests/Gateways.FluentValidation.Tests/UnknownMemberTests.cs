using System.Text.Json;
using System.Text.Json.Serialization;
using Gateways.FluentValidation.Tests.Bodies;
using Gateways.FluentValidation.Tests.Messages;

namespace Gateways.FluentValidation.Tests;

public sealed class UnknownMemberTests
{
    [Theory]
    [InlineData("""{"customer":"Ada","ship_to":{"street":"x"},"orderLines":[{"product":"tea","tags":["a"]}],"copies":{"any":{"city":"y"}},"origin":{"x":1,"y":2}}""")]
    [InlineData("""{"CUSTOMER":"Ada","Ship_To":null,"orderLines":null}""")]
    [InlineData("""{"\u0063ustomer":"Ada"}""")]
    public async Task Find_OnlyKnownMembers_Passes(string body) => Assert.NotNull(await SendAsync<Order>(body));

    [Theory]
    [InlineData("""{"customer":"Ada","evil":{"deep":[1,2,{}]},"worse":2}""", "evil", "worse")]
    [InlineData("""{"customer":"Ada","ship_to":{"street":"x","shipTo":1}}""", "ship_to.shipTo")]
    [InlineData("""{"customer":"Ada","orderLines":[{"product":"tea"},{"product":"tea","price":0}]}""", "orderLines[1].price")]
    [InlineData("""{"customer":"Ada","copies":{"first":{"city":"y","zip":1}}}""", "copies.first.zip")]
    [InlineData("""{"customer":"Ada","origin":{"x":1,"y":2,"z":3}}""", "origin.z")]
    [InlineData("""{"customer":"Ada","shipTo":{"street":"x"}}""", "shipTo")]
    [InlineData("""{"customer":"Ada","\u0065vil":1}""", "evil")]
    [InlineData("""{"customer":"Ada","":1}""", "")]
    public async Task Find_UnknownMember_NamesItsPath(string body, params string[] expected)
    {
        var errors = await ErrorsAsync<Order>(body);

        Assert.Equal(expected, errors.Select(static error => error.Property));
        Assert.All(errors, static error => Assert.Equal("unknown_member", error.Code));
    }

    [Fact]
    public async Task Find_ListOfObjects_NamesTheItem() => Assert.Equal("[1].evil", Assert.Single(await ErrorsAsync<Address[]>("""[{"street":"x"},{"evil":1}]""")).Property);

    [Fact]
    public async Task Find_TypeWithRoomForAll_Passes() => Assert.Equal("more", Assert.Single((await SendAsync<Open>("""{"name":"x","more":{"even":"more"}}"""))!.Rest!).Key);

    [Fact]
    public async Task Find_DerivedType_KnowsItsOwnMembersAndTheDiscriminator()
    {
        Assert.IsType<Circle>(await SendAsync<Shape>("""{"kind":"circle","name":"c","radius":1}"""));
        Assert.Equal("radius", Assert.Single(await ErrorsAsync<Shape>("""{"kind":"square","name":"s","radius":1}""")).Property);
        Assert.Equal("[1].side", Assert.Single(await ErrorsAsync<Shape[]>("""[{"kind":"square","side":1},{"kind":"circle","side":1}]""")).Property);
    }

    [Fact]
    public async Task Find_ValueOfAConverterOrOfNoFixedShape_IsNotLookedInto()
    {
        Assert.NotNull(await SendAsync<JsonElement?>("""{"anything":1}"""));
        Assert.NotNull(await SendAsync<Loose>("""{"any":{"thing":1},"element":{"x":2}}"""));
    }

    [Fact]
    public async Task Find_OneKeyOfTheBody_LeavesTheOthersAlone()
    {
        var parameter = new PipeParameter("address", PipeTarget.Property, "address");

        Assert.Equal("x", (await SendAsync<Address>("""{"address":{"street":"x"},"other":1}""", parameter))!.Street);
        Assert.Equal("address.evil", Assert.Single(await ErrorsAsync<Address>("""{"address":{"evil":1},"other":1}""", parameter)).Property);
    }

    [Fact]
    public async Task Find_SeveralArguments_LooksAtItsOwn()
    {
        var (pipe, services) = ValidationPipeTests.Create(static options => options.ForbidUnknownMembers = true);
        var message = new FakeMessage("""[{"evil":1},{"street":"x","evil":2}]""", services) { IsSingle = false };

        var errors = await ValidationPipeTests.ErrorsAsync<Address>(pipe, message, new PipeParameter("address", PipeTarget.Argument, null, 1));

        Assert.Equal("[1].evil", Assert.Single(errors).Property);
    }

    [Fact]
    public async Task Find_HostileNames_AreBoundInNumberAndLength()
    {
        var body = $$"""{{{string.Join(',', Enumerable.Range(0, 10_000).Select(static i => $"\"{new string('x', 300)}{i}\":1"))}}}""";

        var errors = await ErrorsAsync<Address>(body);

        Assert.Equal(32, errors.Count);
        Assert.All(errors, static error => Assert.Equal(65, error.Property.Length));
    }

    [Fact]
    public async Task Find_DeepUnknownMember_IsSkippedWhole()
    {
        var body = $$"""{"street":"x","evil":{{new string('[', 60)}}{{new string(']', 60)}}}""";

        Assert.Equal("evil", Assert.Single(await ErrorsAsync<Address>(body)).Property);
    }

    private static Task<T?> SendAsync<T>(string body, PipeParameter? parameter = null)
    {
        var (pipe, services) = ValidationPipeTests.Create(static options => options.ForbidUnknownMembers = true);
        return new FakeMessage(body, services).SendAsync<T>(pipe, parameter);
    }

    private static Task<IReadOnlyList<ValidationError>> ErrorsAsync<T>(string body, PipeParameter? parameter = null)
    {
        var (pipe, services) = ValidationPipeTests.Create(static options => options.ForbidUnknownMembers = true);
        return ValidationPipeTests.ErrorsAsync<T>(pipe, new FakeMessage(body, services), parameter);
    }

    private sealed class Open
    {
        public string? Name { get; set; }

        [JsonExtensionData]
        public Dictionary<string, JsonElement>? Rest { get; set; }
    }

    private sealed class Loose
    {
        public object? Any { get; set; }

        public JsonElement Element { get; set; }
    }

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
    [JsonDerivedType(typeof(Circle), "circle")]
    [JsonDerivedType(typeof(Square), "square")]
    private abstract class Shape
    {
        public string? Name { get; set; }
    }

    private sealed class Circle : Shape
    {
        public int Radius { get; set; }
    }

    private sealed class Square : Shape
    {
        public int Side { get; set; }
    }
}
