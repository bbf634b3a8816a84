using System.Collections;
using System.Reflection;
using Gateways.Generators.Tests.Testing;
using Microsoft.CodeAnalysis;

namespace Gateways.Generators.Tests;

/// <summary>How attributes become metadata. What generated code makes is compared with what reflection finds.</summary>
public sealed class MetadataTests
{
    private const string Attributes = """
        namespace Chat;

        public enum Shade { Light, Dark = 5 }
        [Flags] public enum Rights { None, Read, Write }

        [AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
        public sealed class AnyAttribute(object? value = null) : Attribute
        {
            public object? Value { get; } = value;
            public string[]? Texts { get; set; }
            public Type? Type { get; init; }
            public Shade @class;
        }

        [AttributeUsage(AttributeTargets.All)]
        public class RolesAttribute : Attribute
        {
            public RolesAttribute(params string[] roles) => Roles = roles;
            public RolesAttribute(string text, object? more) => Roles = [text, "object", more?.ToString() ?? ""];
            public RolesAttribute(string text, string? more) => Roles = [text, "string", more ?? ""];
            public RolesAttribute(long number) => Roles = ["long", number.ToString()];
            public string[] Roles { get; }
            public string Policy { get; set; } = "";
        }

        public sealed class TypedAttribute<T> : Attribute { public T? Value { get; set; } }
        public sealed class RequiredAttribute : Attribute { public required string Name { get; set; } }
        [AttributeUsage(AttributeTargets.All, Inherited = false)] public sealed class OwnAttribute : Attribute;
        """;

    [Theory]
    [InlineData("[Any]")]
    [InlineData("[Any(null)]")]
    [InlineData("[Any(1)]")]
    [InlineData("[Any(-1)]")]
    [InlineData("[Any(-1L)]")]
    [InlineData("[Any((byte)2)]")]
    [InlineData("[Any(1.5f)]")]
    [InlineData("[Any(true)]")]
    [InlineData("[Any('\\'')]")]
    [InlineData("[Any(\"text \\\"\\\\ \\n\")]")]
    [InlineData("[Any(Shade.Dark)]")]
    [InlineData("[Any((Shade)(-9))]")]
    [InlineData("[Any(Rights.Read | Rights.Write)]")]
    [InlineData("[Any(typeof(int))]")]
    [InlineData("[Any(typeof(void))]")]
    [InlineData("[Any(typeof(Dictionary<,>))]")]
    [InlineData("[Any(typeof(Dictionary<string, int?[]>))]")]
    [InlineData("[Any(new[] { 1, 2 })]")]
    [InlineData("[Any(new int[0])]")]
    [InlineData("[Any(new object?[] { 1, \"x\", null, typeof(Shade), Shade.Dark, new[] { 2L } })]")]
    [InlineData("[Any(Texts = new string[] { \"a\", \"b\" }, Type = typeof(Shade), @class = Shade.Dark)]")]
    [InlineData("[Any(Texts = null, Type = null)]")]
    [InlineData("[Any(1), Any(2)]")]
    [InlineData("[Roles]")]
    [InlineData("[Roles(\"a\")]")]
    [InlineData("[Roles(\"a\", \"b\", \"c\")]")]
    [InlineData("[Roles(\"a\", (object)\"b\")]")]
    [InlineData("[Roles(\"a\", (object?)null)]")]
    [InlineData("[Roles(\"a\", (string?)null)]")]
    [InlineData("[Roles(5)]")]
    [InlineData("[Roles((string[])null!)]")]
    [InlineData("[Roles(\"a\", Policy = \"p\")]")]
    [InlineData("[Roles(\"a\", Policy = null!)]")]
    [InlineData("[Typed<int>(Value = 3)]")]
    [InlineData("[Typed<string>(Value = \"x\")]")]
    [InlineData("[Typed<List<int?>>]")]
    [InlineData("[Required(Name = \"n\")]")]
    [InlineData("[System.ComponentModel.Description(\"d\")]")]
    public void Attribute_OfMethodAndClass_IsMadeAnew(string attributes)
    {
        var gateway = CompiledGateway.Load($$"""
            {{Attributes}}
            [WebSocketGateway("/chat")] {{attributes}}
            public sealed partial class ChatGateway
            {
                [SubscribeMessage("e")] {{attributes}} public void Handle() { }
            }
            """).Descriptor;

        var expected = gateway.GatewayType.GetMethod("Handle")!.GetCustomAttributes().Where(IsUsers).Select(Describe).ToList();
        Assert.NotEmpty(expected);
        Assert.Equal(expected, Assert.Single(gateway.Handlers).Metadata.Select(Describe));
        Assert.Equal(expected, gateway.Metadata.Select(Describe));
    }

    [Fact]
    public void Attributes_OfFramework_ComeThrough()
    {
        var gateway = CompiledGateway.Load("""
            namespace Microsoft.AspNetCore.Authorization
            {
                [AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = true)]
                public class AuthorizeAttribute : Attribute
                {
                    public AuthorizeAttribute() { }
                    public AuthorizeAttribute(string policy) => Policy = policy;
                    public string? Policy { get; set; }
                    public string? Roles { get; set; }
                }

                [AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)] public class AllowAnonymousAttribute : Attribute;
            }

            namespace Chat
            {
                using Microsoft.AspNetCore.Authorization;

                [WebSocketGateway("/chat"), Authorize("members", Roles = "a,b"), Authorize]
                public sealed partial class ChatGateway
                {
                    [SubscribeMessage("e"), AllowAnonymous] public void Handle() { }
                }
            }
            """).Descriptor;

        Assert.Equal(["AuthorizeAttribute Policy=members Roles=a,b", "AuthorizeAttribute Policy= Roles="], gateway.Metadata.Select(Describe));
        Assert.Equal(["AllowAnonymousAttribute"], Assert.Single(gateway.Handlers).Metadata.Select(Describe));
    }

    [Fact]
    public void Attributes_OfCompilerAndDispatcher_StayOut()
    {
        var gateway = CompiledGateway.Load("""
            namespace Chat;

            public sealed class Guard : IGuard { public ValueTask<GuardResult> CanActivateAsync(GatewayContext context) => default; }

            [WebSocketGateway("/chat"), UseGuards<Guard>, System.Diagnostics.DebuggerDisplay("x"), System.Reflection.DefaultMember("x")]
            public sealed partial class ChatGateway
            {
                [SubscribeMessage("e"), UseGuards<Guard>, Obsolete("x")]
                [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
                [System.Diagnostics.CodeAnalysis.SuppressMessage("a", "b")]
                public void Handle() { }

                [CatchAll] public void Rest() { }
            }
            """).Descriptor;

        Assert.Empty(gateway.Metadata);
        Assert.All(gateway.Handlers, handler => Assert.Empty(handler.Metadata));
    }

    [Fact]
    public void Attributes_ThatCannotBeMade_StayOut()
    {
        var library = TestCompilation.Create("""
            namespace Library;

            internal sealed class HiddenAttribute : Attribute;
            public sealed class ClosedAttribute : Attribute { internal ClosedAttribute() { } }
            public sealed class SealedAttribute : Attribute { public int Value { get; internal set; } }
            [AttributeUsage(AttributeTargets.All, AllowMultiple = true)] public sealed class OpenAttribute(object? value = null) : Attribute { public object? Value => value; }
            internal enum Secret { One }

            [Hidden, Closed, Sealed(Value = 1), Open(Secret.One)]
            public abstract class BaseGateway
            {
                [SubscribeMessage("e"), Hidden, Closed, Sealed(Value = 1), Open(typeof(Secret)), Open(new Secret[0])] public void Handle() { }
            }
            """, "Library");

        var run = GeneratorRun.Of(
            """
            file sealed class LocalAttribute : Attribute;
            [WebSocketGateway("/chat"), Local, Library.Open(1)] public sealed partial class ChatGateway : Library.BaseGateway;
            """,
            "Chat",
            [library.ToMetadataReference()]);

        var gateway = Assert.Single(run.Gateways);
        Assert.Equal(["new global::Library.OpenAttribute((object)(1))"], gateway.Metadata);
        Assert.Empty(Assert.Single(gateway.Handlers).Metadata);
    }

    [Fact]
    public async Task Requirement_ThatCannotBeMade_LeavesOutWhatItStandsOnAndIsReported()
    {
        var run = GeneratorRun.Of(PackageStubs.Source + """
            namespace Chat
            {
                using Microsoft.AspNetCore.Authorization;

                file sealed class AdminsAttribute : AuthorizeAttribute;
                [Gateways.WebSocketGateway("/a"), Admins] public sealed partial class A;
                [Gateways.WebSocketGateway("/b")] public sealed partial class B
                {
                    [Gateways.SubscribeMessage("closed"), Admins] public void Closed() { }
                    [Gateways.SubscribeMessage("open"), Authorize] public void Open() { }
                }
            }
            """);

        var gateway = Assert.Single(run.Gateways);
        Assert.Equal("open", Assert.Single(gateway.Handlers).EventName);
        Assert.Equal(["GTW0016", "GTW0016"], (await AllAnalyzers.RunAsync(run.Output)).Select(diagnostic => diagnostic.Id));
    }

    [Fact]
    public void Attributes_OfBases_AreInheritedAsReflectionDoes()
    {
        var gateway = CompiledGateway.Load($$"""
            {{Attributes}}
            [Any("root"), Roles("root"), Own] public abstract class Root { [SubscribeMessage("e"), Roles("base")] public virtual void Handle() { } }
            [Any("middle"), Roles("middle"), Typed<int>] public abstract class Middle : Root;
            [WebSocketGateway("/chat"), Any("own"), Roles("own")] public sealed partial class ChatGateway : Middle { [SubscribeMessage("e")] public override void Handle() { } }
            """).Descriptor;

        Assert.Equal(
            gateway.GatewayType.GetCustomAttributes(inherit: true).Where(IsUsers).Select(Describe).Order(),
            gateway.Metadata.Select(Describe).Order());
        Assert.Equal(["AnyAttribute", "AnyAttribute", "TypedAttribute`1", "AnyAttribute", "RolesAttribute"], gateway.Metadata.Select(item => item.GetType().Name));
        Assert.Empty(Assert.Single(gateway.Handlers).Metadata);
    }

    [Fact]
    public void ObsoleteAttribute_IsMadeWithoutAWarning()
    {
        var run = GeneratorRun.Of("""
            namespace Chat;
            [Obsolete] public sealed class OldAttribute : Attribute;
            public sealed class HalfAttribute : Attribute { public Type? Type { get; set; } [Obsolete] public int Value { get; set; } }
            #pragma warning disable CS0612
            [WebSocketGateway("/a"), Old] public sealed partial class A;
            [WebSocketGateway("/b")] public sealed partial class B { [SubscribeMessage("e"), Half(Value = 1)] public void Handle() { } }
            [WebSocketGateway("/c"), Half(Type = typeof(OldAttribute))] public sealed partial class C;
            """);

        Assert.Equal(3, run.Files.Values.Count(text => text.Contains("#pragma warning disable CS0612", StringComparison.Ordinal)));
    }

    private static bool IsUsers(object attribute) => attribute.GetType().Namespace is "Chat" or "System.ComponentModel";

    /// <summary>The attribute's class and the values of its fields and properties.</summary>
    private static string Describe(object attribute)
    {
        var type = attribute.GetType();
        var fields = type.GetFields(BindingFlags.Instance | BindingFlags.Public).Select(field => (field.Name, Value: field.GetValue(attribute)));
        var properties = type.GetProperties().Where(property => property.Name != "TypeId").Select(property => (property.Name, Value: property.GetValue(attribute)));
        return string.Join(' ', fields.Concat(properties).Select(member => $"{member.Name}={DescribeValue(member.Value)}").Prepend(type.Name));
    }

    private static string DescribeValue(object? value) => value switch
    {
        null => "",
        string text => text,
        IEnumerable items => $"{items.GetType()}[{string.Join(',', items.Cast<object?>().Select(DescribeValue))}]",
        Enum or IConvertible => $"{value.GetType().Name} {value}",
        _ => value.ToString()!,
    };
}
