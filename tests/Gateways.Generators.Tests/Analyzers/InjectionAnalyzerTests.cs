using Fix = Gateways.Generators.Tests.Testing.CodeFixVerifier<Gateways.Analyzers.InjectionAnalyzer, Gateways.CodeFixes.InjectServerCodeFix>;
using Verify = Gateways.Generators.Tests.Testing.AnalyzerVerifier<Gateways.Analyzers.InjectionAnalyzer>;

namespace Gateways.Generators.Tests.Analyzers;

public sealed class InjectionAnalyzerTests
{
    private const string Gateways = """
        public interface IEvents;
        [WebSocketGateway("/a")] public partial class A;
        [WebSocketGateway<IEvents>("/b")] public partial class B;

        """;

    [Fact]
    public Task Server_Injected_IsQuiet() => Verify.VerifyAsync(Gateways + """
        public class Service(IGatewayServer<A> a, IGatewayServer<B, IEvents> b) { public void Method(A gateway) => _ = (a, b, gateway); }
        """);

    [Fact]
    public Task Gateway_Injected_IsAdvisedAgainst() => Verify.VerifyAsync(
        Gateways + "public class Service { public Service(A {|GTW1002:a|}) { } }",
        "'Service' takes the gateway 'A' itself; take IGatewayServer<A> to emit from");

    [Fact]
    public Task TypedGateway_InjectedByPrimaryConstructor_IsAdvisedAgainst() => Verify.VerifyAsync(
        Gateways + "public class Service(B {|GTW1002:b|}) { public object Get() => b; }",
        "'Service' takes the gateway 'B' itself; take IGatewayServer<B, IEvents> to emit from");

    [Fact]
    public Task InjectServer_ParameterInField_ChangesBoth() => Fix.VerifyAsync(
        Gateways + """
        public class Service
        {
            private readonly A _a;
            private readonly object _other;

            public Service(A {|GTW1002:a|}, object other)
            {
                _a = a;
                _other = other;
            }
        }
        """,
        Gateways + """
        public class Service
        {
            private readonly IGatewayServer<A> _a;
            private readonly object _other;

            public Service(IGatewayServer<A> a, object other)
            {
                _a = a;
                _other = other;
            }
        }
        """);

    [Fact]
    public Task InjectServer_PrimaryConstructorInProperty_ChangesBoth() => Fix.VerifyAsync(
        Gateways + """
        public class Service(B {|GTW1002:b|})
        {
            private B Gateway { get; } = b;
        }
        """,
        Gateways + """
        public class Service(IGatewayServer<B, IEvents> b)
        {
            private IGatewayServer<B, IEvents> Gateway { get; } = b;
        }
        """);
}
