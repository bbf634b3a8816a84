using Fix = Gateways.Generators.Tests.Testing.CodeFixVerifier<Gateways.Analyzers.GatewayShapeAnalyzer, Gateways.CodeFixes.AddPartialCodeFix>;
using Verify = Gateways.Generators.Tests.Testing.AnalyzerVerifier<Gateways.Analyzers.GatewayShapeAnalyzer>;

namespace Gateways.Generators.Tests.Analyzers;

public sealed class GatewayShapeAnalyzerTests
{
    [Fact]
    public Task PlainGateway_Partial_IsQuiet() => Verify.VerifyAsync("""
        [WebSocketGateway("/a")] public sealed partial class A;
        public partial class Outer { [WebSocketGateway("/b")] internal partial class B; }
        public class NoGateway;
        """);

    [Fact]
    public Task Gateway_NotPartial_IsReported() => Verify.VerifyAsync(
        """[WebSocketGateway("/a")] public class {|GTW0001:A|};""",
        "The dispatcher of 'A' is generated as a part of it; add the partial modifier to 'A'");

    [Fact]
    public Task Gateway_InTypesNotPartial_IsReportedOnceWithAllOfThem() => Verify.VerifyAsync(
        """public class Outer { public partial struct Middle { [WebSocketGateway("/a")] public class {|GTW0001:A|}; } }""",
        "The dispatcher of 'A' is generated as a part of it; add the partial modifier to 'A' and 'Outer'");

    [Fact]
    public Task AddPartial_NestedGateway_MakesAllOfThemPartial() => Fix.VerifyAsync(
        """
        public class Outer
        {
            public struct Middle
            {
                /// <summary>A gateway.</summary>
                [WebSocketGateway("/a")]
                public sealed class {|GTW0001:A|}
                {
                }
            }
        }
        """,
        """
        public partial class Outer
        {
            public partial struct Middle
            {
                /// <summary>A gateway.</summary>
                [WebSocketGateway("/a")]
                public sealed partial class A
                {
                }
            }
        }
        """);

    [Theory]
    [InlineData("public abstract partial class {|GTW0002:A|};")]
    [InlineData("public static partial class {|GTW0002:A|} { }")]
    [InlineData("public partial class {|GTW0002:A|}<T>;")]
    [InlineData("public partial record {|GTW0002:A|};")]
    [InlineData("file partial class {|GTW0002:A|};")]
    [InlineData("[WebSocketGateway<IDisposable>(\"/b\")] public partial class {|GTW0002:A|};")]
    public Task Gateway_OfUnsupportedShape_IsReported(string declaration) => Verify.VerifyAsync($"[WebSocketGateway(\"/a\")] {declaration}");

    [Theory]
    [InlineData("public partial class Outer { [WebSocketGateway(\"/a\")] private partial class {|GTW0002:A|}; }")]
    [InlineData("public partial class Outer { [WebSocketGateway(\"/a\")] protected partial class {|GTW0002:A|}; }")]
    [InlineData("public partial class Outer<T> { [WebSocketGateway(\"/a\")] public partial class {|GTW0002:A|}; }")]
    public Task NestedGateway_ThatCannotBeReached_IsReported(string source) => Verify.VerifyAsync(source);

    [Fact]
    public Task Shape_Message_SaysWhatToDo() => Verify.VerifyAsync(
        """[WebSocketGateway("/a")] public abstract partial class {|GTW0002:A|};""",
        "'A' cannot be a gateway: it is abstract; put the attribute on the classes that derive from it");

    [Theory]
    [InlineData("public IGatewayServer Server { get; set; } = null!;")]
    [InlineData("private IGatewayServer<A>? Server { get; set; }")]
    [InlineData("public IGatewayServer<A, IEvents> Server { get; private set; } = null!;")]
    [InlineData("public IGatewayServer<Other, IDisposable> Server { get; set; } = null!;")]
    public Task ServerProperty_ThatCanBeFilled_IsQuiet(string property) => Verify.VerifyAsync(WithProperty(property));

    [Theory]
    [InlineData("public IGatewayServer {|GTW0012:Server|} { get; } = null!;")]
    [InlineData("public IGatewayServer {|GTW0012:Server|} { get; init; } = null!;")]
    [InlineData("public static IGatewayServer {|GTW0012:Server|} { get; set; } = null!;")]
    [InlineData("public string {|GTW0012:Server|} { get; set; } = null!;")]
    [InlineData("public IGatewayServer<A, IDisposable> {|GTW0012:Server|} { get; set; } = null!;")]
    public Task ServerProperty_ThatCannotBeFilled_IsReported(string property) => Verify.VerifyAsync(WithProperty(property));

    [Fact]
    public Task ServerProperty_OfBaseWithPrivateSetter_IsReportedOnTheGateway() => Verify.VerifyAsync(
        """
        public class Base { [WebSocketServer] public IGatewayServer Server { get; private set; } = null!; }
        [WebSocketGateway("/a")] public partial class {|GTW0012:A|} : Base;
        """,
        "'Server' on 'A' cannot receive the server: it has no setter that can be called; add a set accessor");

    private static string WithProperty(string property) => $$"""
        public interface IEvents;
        public class Other;
        [WebSocketGateway<IEvents>("/a")] public partial class A { [WebSocketServer] {{property}} }
        """;
}
