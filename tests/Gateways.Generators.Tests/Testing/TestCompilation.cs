using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Gateways.Generators.Tests.Testing;

/// <summary>Compilations like those of a user's project: .NET, Gateways.Abstractions, implicit usings, nullable, a documentation file.</summary>
internal static class TestCompilation
{
    public const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Gateways;
        global using Microsoft.Extensions.DependencyInjection;
        """;

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp13, DocumentationMode.Diagnose);

    /// <summary>What this test process runs on. Only the framework and the contract: a user does not see the generators' own assemblies.</summary>
    public static IReadOnlyList<MetadataReference> References { get; } = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(file => Path.GetFileName(file) is var name && (name.StartsWith("System.", StringComparison.Ordinal)
            || name is "netstandard.dll" or "mscorlib.dll" or "Gateways.Abstractions.dll" or "Microsoft.Extensions.DependencyInjection.Abstractions.dll"))
        .Select(file => (MetadataReference)MetadataReference.CreateFromFile(file))
        .ToList();

    public static CSharpCompilation Create(string source, string assemblyName = "Chat", params IEnumerable<MetadataReference> others) => CSharpCompilation.Create(
        assemblyName,
        [Parse(Usings, "Usings.cs"), Parse(source, "Source.cs")],
        [.. References, .. others],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, ParseOptions, path);
}
