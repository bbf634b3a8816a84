namespace Gateways.Generators.Emission;

/// <summary>The names generated code uses most. All are complete: a user's own type of the same name must not come between.</summary>
internal static class Known
{
    public const string Infrastructure = "global::Gateways.Infrastructure";
    public const string Context = Infrastructure + ".MessageContext";
    public const string Result = Infrastructure + ".MessageResult";
    public const string ValueTaskOfResult = "global::System.Threading.Tasks.ValueTask<" + Result + ">";

    private static readonly string Version = typeof(Known).Assembly.GetName().Version.ToString(3);

    /// <summary>Marks what the generator wrote, so that analyzers and coverage leave it alone.</summary>
    public static readonly string GeneratedCode = $"[global::System.CodeDom.Compiler.GeneratedCode(\"Gateways.Generators\", \"{Version}\")]";
}
