using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Gateways.Validation;
using Microsoft.Extensions.Options;

namespace Gateways.Tests.Validation;

public sealed class DataAnnotationsPipeTests
{
    /// <summary>With contracts made by reflection, and by the source generator.</summary>
    public static TheoryData<bool> Contracts => [false, true];

    [Theory]
    [MemberData(nameof(Contracts))]
    public async Task Transform_ValidBody_HandsOnTheSameValue(bool generated)
    {
        const string body = """{"guest":"ada","room":{"name":"x"},"others":[{"name":"y"}],"named":{"a":{"name":"z"}},"extra":{"kind":"breakfast","eggs":2},"earlier":{"guest":"bob"}}""";

        Assert.Equal("ada", (await SendAsync<Booking>(body, generated))!.Guest);
    }

    [Theory]
    [MemberData(nameof(Contracts))]
    public async Task Transform_BrokenRules_TellsPlaceCodeAndTextInTheNamesOfTheWire(bool generated)
    {
        const string body = """{"guest":"A","beds":5,"e_mail":"nowhere","room":{"floor":10},"others":[{"name":"y"},{"name":""}],"named":{"a":{"floor":-1,"name":"z"}},"extra":{"kind":"breakfast","eggs":0},"earlier":{}}""";

        var errors = await ErrorsAsync<Booking>(body, generated);

        Assert.Equal(
            [
                ("beds", "range"), ("e_mail", "email_address"), ("earlier.guest", "required"), ("extra.eggs", "range"), ("guest", "regular_expression"), ("guest", "string_length"),
                ("named.a.floor", "range"), ("others[1].name", "required"), ("room.floor", "range"), ("room.name", "required"),
            ],
            errors.Select(static error => (error.Property, error.Code)).OrderBy(static error => error.Property, StringComparer.Ordinal).ThenBy(static error => error.Code, StringComparer.Ordinal));
        Assert.Contains(errors, static error => error.Message == "The field beds must be between 1 and 4.");
        Assert.Contains(errors, static error => error.Message.Contains("the e-mail address", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Transform_RequiredValueIsMissing_ChecksThePropertyNoFurther() => Assert.Equal(("guest", "required", "The guest field is required."), Single(await ErrorsAsync<Booking>("""{"guest":""}""")));

    [Theory]
    [MemberData(nameof(Contracts))]
    public async Task Transform_ObjectsOwnRules_RunOnceItsPropertiesAreRight(bool generated)
    {
        Assert.Equal(("", "not_cancelled", "The booking is cancelled."), Single(await ErrorsAsync<Booking>("""{"guest":"ada","cancelled":true,"from":9}""", generated)));
        Assert.Equal(("beds", "range", "The field beds must be between 1 and 4."), Single(await ErrorsAsync<Booking>("""{"guest":"ada","beds":0,"cancelled":true}""", generated)));
        Assert.Equal(["from", "e_mail"], (await ErrorsAsync<Booking>("""{"guest":"ada","from":9}""", generated)).Select(static error => error.Property));
        Assert.Equal(("earlier", "invalid", "This guest is blocked."), Single(await ErrorsAsync<Booking>("""{"guest":"ada","earlier":{"guest":"blocked"}}""", generated)));
    }

    [Theory]
    [MemberData(nameof(Contracts))]
    public async Task Transform_ListOfObjects_NamesTheItem(bool generated) =>
        Assert.Equal(("[2].guest", "required", "The guest field is required."), Single(await ErrorsAsync<Booking[]>("""[{"guest":"ada"},null,{}]""", generated)));

    [Fact]
    public async Task Transform_PartOfTheBody_PutsItsPlaceInFront()
    {
        var message = new FakeMessage("""{"booking":{"guest":"ada","room":{}}}""", CreateJson(false));

        var error = await Assert.ThrowsAsync<WsValidationException>(() => message.SendAsync<Booking>(Create(), new PipeParameter("booking", PipeTarget.Property, "booking")));

        Assert.Equal("booking.room.name", Assert.Single(error.Errors).Property);
    }

    [Fact]
    public async Task Transform_TypeWithoutRules_Passes()
    {
        Assert.Equal(2, (await SendAsync<int[]>("[1,2]"))!.Length);
        Assert.Equal("x", await SendAsync<string>("\"x\""));
        Assert.Null(await Create().TransformAsync<Booking>(null, new PipeContext(new FakeMessage("", CreateJson(false)), new PipeParameter("booking", PipeTarget.Body))));
    }

    [Fact]
    public async Task StopAtFirstError_SeveralOfOneProperty_TellsTheFirstOfEach() =>
        Assert.Equal(["guest", "beds"], (await ErrorsAsync<Booking>("""{"guest":"A","beds":0}""", configure: static options => options.StopAtFirstError = true)).Select(static error => error.Property));

    [Fact]
    public async Task MaxErrors_LongListOfBadItems_EndsThere() =>
        Assert.Equal(3, (await ErrorsAsync<Booking[]>($"[{string.Join(',', Enumerable.Repeat("{}", 10_000))}]", configure: static options => options.MaxErrors = 3)).Count);

    [Fact]
    public async Task ForbidUnknownMembers_OnTheHandler_NamesThem()
    {
        var message = new FakeMessage("""{"guest":"ada","room":{"name":"x","view":"sea"}}""", CreateJson(false), new ValidateAttribute { ForbidUnknownMembers = true });

        var error = await Assert.ThrowsAsync<WsValidationException>(() => message.SendAsync<Booking>(Create()));

        Assert.Equal(("room.view", "unknown_member"), (Assert.Single(error.Errors).Property, error.Errors[0].Code));
    }

    [Fact]
    public async Task Transform_BodyWithReferences_VisitsEveryObjectOnce()
    {
        var json = CreateJson(false, ReferenceHandler.Preserve);
        const string body = """{"$id":"1","left":{"$ref":"1"},"right":{"$ref":"1"}}""";

        var node = await new FakeMessage(body, json).SendAsync<Node>(Create());

        Assert.Same(node, node!.Left);
        Assert.Equal(1, node.Visits);
    }

    [Fact]
    public async Task Transform_RuleThatThrows_IsNotTakenForABadBody() => await Assert.ThrowsAsync<InvalidCastException>(() => SendAsync<Misdeclared>("""{"number":1}"""));

    [Fact]
    public void Options_ThatMakeNoSense_AreNamed()
    {
        var result = new ValidationPipeOptionsValidator().Validate(null, new ValidationPipeOptions { MaxErrors = 0, RuleSets = { " " } });

        Assert.Equal(2, result.Failures!.Count());
        Assert.All(result.Failures!, static failure => Assert.StartsWith("ValidationPipeOptions.", failure, StringComparison.Ordinal));
    }

    private static (string Property, string Code, string Message) Single(IReadOnlyList<ValidationError> errors)
    {
        var (property, code, message) = Assert.Single(errors);
        return (property, code, message);
    }

    private static DataAnnotationsPipe Create(Action<ValidationPipeOptions>? configure = null)
    {
        var options = new ValidationPipeOptions();
        configure?.Invoke(options);
        return new DataAnnotationsPipe(Options.Create(options));
    }

    private static JsonSerializerOptions CreateJson(bool generated, ReferenceHandler? references = null)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            TypeInfoResolver = generated ? BookingContext.Default : new DefaultJsonTypeInfoResolver(),
            ReferenceHandler = references,
        };
        options.MakeReadOnly();
        return options;
    }

    private static Task<T?> SendAsync<T>(string body, bool generated = false, Action<ValidationPipeOptions>? configure = null) =>
        new FakeMessage(body, CreateJson(generated)).SendAsync<T>(Create(configure));

    private static async Task<IReadOnlyList<ValidationError>> ErrorsAsync<T>(string body, bool generated = false, Action<ValidationPipeOptions>? configure = null) =>
        (await Assert.ThrowsAsync<WsValidationException>(() => SendAsync<T>(body, generated, configure))).Errors;

    private sealed class Node : IValidatableObject
    {
        public Node? Left { get; set; }

        public Node? Right { get; set; }

        [JsonIgnore]
        public int Visits { get; private set; }

        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            Visits++;
            return [];
        }
    }

    private sealed class Misdeclared
    {
        [StringLength(3)]
        public int Number { get; set; }
    }
}
