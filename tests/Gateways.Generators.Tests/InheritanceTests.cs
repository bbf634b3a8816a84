using Gateways.Generators.Tests.Testing;
using Microsoft.CodeAnalysis;

namespace Gateways.Generators.Tests;

/// <summary>Handlers of base classes.</summary>
public sealed class InheritanceTests
{
    [Fact]
    public async Task Handler_OfBase_IsInherited()
    {
        var gateway = Load(
            "[SubscribeMessage(\"base\")] protected string Inherited() => \"inherited\"; [SubscribeMessage(\"virtual\")] public virtual string Virtual() => \"base\";",
            "[SubscribeMessage(\"own\")] private string Own() => \"own\";");

        Assert.Equal(["own", "base", "virtual"], gateway.Descriptor.Handlers.Select(handler => handler.EventName));
        Assert.Equal(Outcome.Value("\"inherited\""), await gateway.SendAsync("base"));
        Assert.Equal(Outcome.Value("\"own\""), await gateway.SendAsync("own"));
    }

    [Fact]
    public void Override_WithoutAttribute_RemovesTheSubscription()
    {
        var gateway = Load("[SubscribeMessage(\"e\")] public virtual void Handle() { }", "public override void Handle() { }");

        Assert.Empty(gateway.Descriptor.Handlers);
        Assert.Equal(-1, gateway.FindHandler("e"));
    }

    [Fact]
    public async Task Override_WithOtherEvent_ReplacesTheSubscription()
    {
        var gateway = Load("[SubscribeMessage(\"e\")] public virtual int Handle() => 1;", "[SubscribeMessage(\"f\")] public override int Handle() => 2;");

        Assert.Equal(-1, gateway.FindHandler("e"));
        Assert.Equal(Outcome.Value("2"), await gateway.SendAsync("f"));
    }

    [Fact]
    public async Task HidingMethod_SameSignature_DecidesInsteadOfTheBase()
    {
        var gateway = Load("[SubscribeMessage(\"e\")] public int Handle() => 1;", "[SubscribeMessage(\"f\")] public new int Handle() => 2;");

        Assert.Equal("f", Assert.Single(gateway.Descriptor.Handlers).EventName);
        Assert.Equal(Outcome.Value("2"), await gateway.SendAsync("f"));
    }

    [Fact]
    public void PrivateHandler_OfBase_IsIgnored() => Assert.Empty(Load("[SubscribeMessage(\"e\")] private void Handle() { }", "").Descriptor.Handlers);

    [Fact]
    public async Task GenericBase_Closed_BindsItsArgument()
    {
        var gateway = CompiledGateway.Load("""
            namespace Chat;

            public abstract class EchoGateway<T>
            {
                [SubscribeMessage("echo")] public T Echo([MessageBody] T value) => value;
            }

            [WebSocketGateway("/chat")]
            public sealed partial class ChatGateway : EchoGateway<int[]>;
            """);

        Assert.Equal(Outcome.Value("[1,2]"), await gateway.SendAsync("echo", "[1,2]"));
    }

    [Fact]
    public async Task Overloads_OfOneName_AreCalledEach()
    {
        var gateway = Load("", """
            [SubscribeMessage("text")] public string Handle([MessageBody] string value) => "text";
            [SubscribeMessage("number")] public string Handle([MessageBody] int value) => "number";
            """);

        Assert.Equal(Outcome.Value("\"text\""), await gateway.SendAsync("text", "\"1\""));
        Assert.Equal(Outcome.Value("\"number\""), await gateway.SendAsync("number", "1"));
    }

    [Fact]
    public void Base_InOtherAssembly_LendsItsVisibleHandlers()
    {
        var library = TestCompilation.Create("""
            namespace Library;

            public abstract class BaseGateway
            {
                [SubscribeMessage("public")] public void Public() { }
                [SubscribeMessage("protected")] protected void Protected() { }
                [SubscribeMessage("internal")] internal void Internal() { }
                [SubscribeMessage("private")] private void Private() { }
            }
            """, "Library");

        var run = GeneratorRun.Of("[WebSocketGateway(\"/chat\")] public sealed partial class ChatGateway : Library.BaseGateway;", "Chat", [library.ToMetadataReference()]);

        Assert.Equal(["public", "protected"], Assert.Single(run.Gateways).Handlers.Select(handler => handler.EventName));
    }

    [Fact]
    public void Gateway_DerivedFromGateway_HasItsOwnDescriptor()
    {
        var run = GeneratorRun.Of("""
            namespace Chat;

            [WebSocketGateway("/base")]
            public partial class BaseGateway
            {
                [SubscribeMessage("e")] protected void Handle() { }
            }

            [WebSocketGateway("/chat")]
            public sealed partial class ChatGateway : BaseGateway;
            """);

        Assert.Equal("/chat", CompiledGateway.Load(run, "Chat.ChatGateway").Descriptor.Path);
        Assert.Equal("/base", CompiledGateway.Load(run, "Chat.BaseGateway").Descriptor.Path);
    }

    private static CompiledGateway Load(string inherited, string own) => CompiledGateway.Load($$"""
        namespace Chat;

        public abstract class BaseGateway
        {
            {{inherited}}
        }

        [WebSocketGateway("/chat")]
        public sealed partial class ChatGateway : BaseGateway
        {
            {{own}}
        }
        """);
}
