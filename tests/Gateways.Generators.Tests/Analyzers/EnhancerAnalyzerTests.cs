using Verify = Gateways.Generators.Tests.Testing.AnalyzerVerifier<Gateways.Analyzers.EnhancerAnalyzer>;

namespace Gateways.Generators.Tests.Analyzers;

public sealed class EnhancerAnalyzerTests
{
    private const string Types = """
        public class Guard : IGuard { public ValueTask<GuardResult> CanActivateAsync(GatewayContext context) => default; }
        public abstract class AbstractGuard : Guard;
        public class ClosedGuard : Guard { internal ClosedGuard(int value) { } }
        public interface IMyGuard : IGuard;
        public class Trim : IPipe { public ValueTask<T?> TransformAsync<T>(T? value, PipeContext context) => new(value); }
        public class ParseInt : IPipe<string, int> { public ValueTask<int> TransformAsync(string value, PipeContext context) => new(1); }
        public class Negate : IPipe<int, long> { public ValueTask<long> TransformAsync(int value, PipeContext context) => new(1); }
        public class OrNull : IPipe<string, string?> { public ValueTask<string?> TransformAsync(string value, PipeContext context) => default; }
        public class TwoWays : IPipe<string, int>, IPipe<bool, int>
        {
            public ValueTask<int> TransformAsync(string value, PipeContext context) => new(1);
            public ValueTask<int> TransformAsync(bool value, PipeContext context) => new(1);
        }
        public class NoPipe;

        """;

    [Theory]
    [InlineData("[UsePipes<Trim>]", "[UsePipes<Trim>]", "[UsePipes<Trim>, UsePipes<ParseInt>] int")]
    [InlineData("[UseGuards<Guard>]", "[UseGuards<IMyGuard>]", "[UsePipes<ParseInt>, UsePipes<Negate>] long?")]
    [InlineData("", "", "[UsePipes<OrNull>] string?")]
    public Task Enhancer_ThatFits_IsQuiet(string ofClass, string ofMethod, string parameter) => Verify.VerifyAsync(InGateway(ofClass, ofMethod, $"[MessageBody] {parameter} value"));

    [Theory]
    [InlineData("[{|GTW0013:UsePipes<NoPipe>|}]", "NoPipe", "is no pipe; implement IPipe")]
    [InlineData("[{|GTW0013:UsePipes<ParseInt>|}]", "ParseInt", "converts one type into another, which only a parameter's pipe can; put it on a parameter or implement IPipe")]
    public async Task Pipe_OfClassOrMethod_ThatIsNotForAllParameters_IsReported(string attribute, string pipe, string problem)
    {
        await Verify.VerifyAsync(InGateway(attribute, "", ""), $"The pipe '{pipe}' does not fit 'A': it {problem}");
        await Verify.VerifyAsync(InGateway("", attribute, ""), $"The pipe '{pipe}' does not fit 'Handle': it {problem}");
    }

    [Theory]
    [InlineData("{|GTW0013:UsePipes<NoPipe>|}", "int", "The pipe 'NoPipe' does not fit 'value' of 'Handle': it is no pipe; implement IPipe or IPipe<TInput, TOutput>")]
    [InlineData("{|GTW0013:UsePipes<ParseInt>|}", "string", "The pipe 'ParseInt' does not fit 'value' of 'Handle': it makes 'int', where 'string' is needed; change one of them")]
    [InlineData("{|GTW0013:UsePipes<Negate>|}, UsePipes<Negate>", "long", "The pipe 'Negate' does not fit 'value' of 'Handle': it makes 'long', where 'int' is needed; change one of them")]
    [InlineData("{|GTW0013:UsePipes<OrNull>|}", "string", "The pipe 'OrNull' does not fit 'value' of 'Handle': it makes 'string?', where 'string' is needed; change one of them")]
    [InlineData("{|GTW0013:UsePipes<TwoWays>|}", "int", "The pipe 'TwoWays' does not fit 'value' of 'Handle': it makes a 'int' out of several types; implement IPipe<TInput, TOutput> once")]
    public Task Pipe_OfParameter_ThatDoesNotChain_IsReported(string pipes, string type, string message) =>
        Verify.VerifyAsync(InGateway("", "", $"[MessageBody, {pipes}] {type} value"), message);

    [Theory]
    [InlineData("[WsParam(\"id\"), {|GTW1013:UsePipes<ParseInt>|}] string value")]
    [InlineData("[FromServices, {|GTW1013:UsePipes<Trim>|}] Version value")]
    [InlineData("[{|GTW1013:UsePipes<Trim>|}] IAsyncEnumerable<int> value")]
    public Task Pipe_OfParameter_ThatIsNotOfTheBody_IsAdvisedAgainst(string parameter) => Verify.VerifyAsync(InGateway("", "", parameter));

    [Fact]
    public Task Pipe_OfParameter_ThatIsNotOfTheBody_SaysSo() => Verify.VerifyAsync(
        InGateway("", "", "[WsParam(\"id\"), {|GTW1013:UsePipes<Trim>|}] string value"),
        "'value' of 'Handle' on 'A' is not bound from the body, so the pipe 'Trim' never runs; remove it");

    [Theory]
    [InlineData("AbstractGuard", "is abstract, so it can only come from the service provider; name a class that derives from it, or register an interface and name that")]
    [InlineData("ClosedGuard", "has no public constructor, so it can only come from the service provider; add one, or register an interface and name that")]
    public async Task Enhancer_ThatCannotBeCreated_IsAdvisedAgainst(string guard, string problem)
    {
        await Verify.VerifyAsync(InGateway($"[{{|GTW1009:UseGuards<{guard}>|}}]", "", ""), $"'{guard}' around 'A' {problem}");
        await Verify.VerifyAsync(InGateway("", $"[{{|GTW1009:UseGuards<{guard}>|}}]", ""), $"'{guard}' around 'Handle' {problem}");
    }

    [Fact]
    public Task Enhancer_OfGatewayItself_IsNamed() => Verify.VerifyAsync(Types + """
        [WebSocketGateway("/a"), UseGuards<A.Own>]
        public partial class A
        {
            [SubscribeMessage("e"), UseGuards<Own>] public void Handle() { }
            private class Own : Guard;
        }
        """);

    [Fact]
    public Task Enhancer_LocalToItsFile_IsReported() => Verify.VerifyAsync(
        Types + """
        file sealed class Local : Guard;
        [WebSocketGateway("/a")] public partial class A { [SubscribeMessage("e"), {|GTW0016:UseGuards<Local>|}] public void Handle() { } }
        """,
        "'Local' around 'Handle' cannot be named by the code generated for 'A', so the handler is left out; make it, and the types around it, internal or public and not local to a file");

    [Fact]
    public Task Enhancer_HiddenInBase_IsReportedOnTheGateway() => Verify.VerifyAsync(
        Types + """
        [UseGuards<Base.Hidden>] public class Base { private sealed class Hidden : Guard; }
        [WebSocketGateway("/a")] public partial class {|GTW0016:A|} : Base;
        """,
        "'Hidden' around 'Base' cannot be named by the code generated for 'A', so the whole gateway is left out; make it, and the types around it, internal or public and not local to a file");

    [Fact]
    public Task ParameterPipe_HiddenInBase_IsReportedOnTheGateway() => Verify.VerifyAsync(Types + """
        public class Base
        {
            [SubscribeMessage("e")] public void Handle([MessageBody, UsePipes<Hidden>] string value) { }
            private sealed class Hidden : Trim;
        }

        [WebSocketGateway("/a")] public partial class {|GTW0016:A|} : Base;
        """);

    [Fact]
    public Task Requirement_LocalToItsFile_IsReported() => Verify.VerifyAsync(
        Types + """
        file sealed class AdminsAttribute : Microsoft.AspNetCore.Authorization.AuthorizeAttribute;
        [WebSocketGateway("/a")] public partial class A { [SubscribeMessage("e"), {|GTW0016:Admins|}] public void Handle() { } }
        """,
        "'[Admins]' around 'Handle' cannot be named by the code generated for 'A', so the handler is left out; make it, and the types around it, internal or public and not local to a file");

    [Fact]
    public Task Requirement_HiddenInBase_IsReportedOnTheGateway() => Verify.VerifyAsync("""
        using Microsoft.AspNetCore.Authorization;
        [Base.Hidden] public class Base { private sealed class HiddenAttribute : AuthorizeAttribute; }
        [WebSocketGateway("/a")] public partial class {|GTW0016:A|} : Base;
        [WebSocketGateway("/b"), Authorize("p")] public partial class B { [SubscribeMessage("e"), Authorize, Other] public void Handle() { } }
        file sealed class OtherAttribute : System.Attribute;
        """);

    private static string InGateway(string ofClass, string ofMethod, string parameter) => Types + $$"""
        [WebSocketGateway("/a/{id}")]
        {{ofClass}}
        public partial class A
        {
            [SubscribeMessage("e")]
            {{ofMethod}}
            public void Handle({{parameter}}) { }
        }
        """;
}
