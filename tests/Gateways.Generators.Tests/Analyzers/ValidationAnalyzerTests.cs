using Verify = Gateways.Generators.Tests.Testing.AnalyzerVerifier<Gateways.Analyzers.ValidationAnalyzer>;

namespace Gateways.Generators.Tests.Analyzers;

public sealed class ValidationAnalyzerTests
{
    private const string Types = """
        using FluentValidation;

        public interface INamed;
        public record Plain(string Text);
        public record Valid(string Text);
        public record MoreValid(string Text) : Valid(Text);
        public record Named(string Text) : INamed;
        public record Half(string Text);
        public class ValidValidator : AbstractValidator<Valid>;
        public class NamedValidator : IValidator<INamed>;
        public abstract class HalfValidator : AbstractValidator<Half>;
        public class ToPlain : IPipe<Valid, Plain> { public ValueTask<Plain> TransformAsync(Valid value, PipeContext context) => new(new Plain("")); }

        """;

    [Theory]
    [InlineData("[UsePipes<ValidationPipe>] public void Handle([MessageBody] Valid body) { }")]
    [InlineData("[UsePipes<ValidationPipe>] public void Handle([MessageBody] Valid? body) { }")]
    [InlineData("[UsePipes<ValidationPipe>] public void Handle([MessageBody] MoreValid body) { }")]
    [InlineData("[UsePipes<ValidationPipe>] public void Handle([MessageBody] Named body) { }")]
    [InlineData("[UsePipes<ValidationPipe>] public void Handle([MessageBody] Valid[] body) { }")]
    [InlineData("[UsePipes<ValidationPipe>] public void Handle([MessageBody] Dictionary<string, List<Valid>> body) { }")]
    [InlineData("[UsePipes<ValidationPipe>] public void Handle([MessageBody] Plain body, [MessageBody] Valid more) { }")]
    [InlineData("[UsePipes<ValidationPipe>] public void Handle([MessageBody, UsePipes<ToPlain>] Plain body) { }")]
    [InlineData("[UsePipes<ValidationPipe>] public void Handle() { }")]
    [InlineData("public void Handle([MessageBody, UsePipes<ValidationPipe>] Valid body) { }")]
    [InlineData("public void Handle([MessageBody, UsePipes<ValidationPipe>, UsePipes<ToPlain>] Plain body) { }")]
    [InlineData("public void Handle([MessageBody] Plain body) { }")]
    [InlineData("[UsePipes<ValidationPipe>, Validate] public void Handle([MessageBody] Plain body) { }")]
    public Task Body_WithValidator_IsQuiet(string handler) => Verify.VerifyAsync(InGateway(handler));

    [Theory]
    [InlineData("[{|GTW1010:UsePipes<ValidationPipe>|}] public void Handle([MessageBody] Half body) { }")]
    [InlineData("[{|GTW1010:UsePipes<ValidationPipe>|}] public void Handle([MessageBody] Plain[] body) { }")]
    [InlineData("[{|GTW1010:UsePipes<ValidationPipe>|}] public void Handle([MessageBody] string a, [MessageBody] int b) { }")]
    [InlineData("public void Handle([MessageBody] Valid other, [MessageBody, {|GTW1010:UsePipes<ValidationPipe>|}] Plain body) { }")]
    [InlineData("public void Handle([MessageBody, UsePipes<ToPlain>, {|GTW1010:UsePipes<ValidationPipe>|}] Plain body) { }")]
    public Task Body_WithoutValidator_IsAdvisedAgainst(string handler) => Verify.VerifyAsync(InGateway(handler));

    [Fact]
    public Task Body_WithoutValidator_SaysWhatIsMissing() => Verify.VerifyAsync(
        InGateway("[{|GTW1010:UsePipes<ValidationPipe>|}] public void Handle([MessageBody] Plain? body) { }"),
        "'Handle' on 'A' is validated, but there is no validator for 'Plain'; add an AbstractValidator<Plain> or remove the pipe");

    [Fact]
    public Task Body_WhereAValidatorIsGeneric_IsQuiet() => Verify.VerifyAsync(
        InGateway("[UsePipes<ValidationPipe>] public void Handle([MessageBody] Plain body) { }") + "\npublic class AnyValidator<T> : AbstractValidator<T>;");

    [Fact]
    public Task Gateway_ThatValidatesEverything_IsQuiet() => Verify.VerifyAsync(
        Types + """[WebSocketGateway("/a"), UsePipes<ValidationPipe>] public partial class A { [SubscribeMessage("e")] public void Handle([MessageBody] Plain body) { } }""");

    private static string InGateway(string handler) => Types + $$"""
        [WebSocketGateway("/a")] public partial class A { [SubscribeMessage("e")] {{handler}} }
        """;
}
