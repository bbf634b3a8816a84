using System.Globalization;
using Gateways.Generators.Emission;
using Microsoft.CodeAnalysis;

namespace Gateways.Generators.Parsing;

/// <summary>Constants of the user's code as the generated code writes them.</summary>
internal static class Constants
{
    /// <summary>A value of an enum: by name, by several names, or by number where no names fit.</summary>
    public static string FormatEnum(INamedTypeSymbol type, object value)
    {
        var names = type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue).ToList();
        var typeName = type.ToQualifiedName();
        if (names.Find(field => value.Equals(field.ConstantValue)) is { } exact)
            return $"{typeName}.{TypeNames.Escape(exact.Name)}";

        var number = Convert.ToDecimal(value, CultureInfo.InvariantCulture);
        return FindFlags(names, number) is { Count: > 0 } flags
            ? string.Join(" | ", flags.Select(field => $"{typeName}.{TypeNames.Escape(field.Name)}"))
            : $"({typeName})({number.ToString(CultureInfo.InvariantCulture)})";
    }

    /// <summary>An argument of an attribute.</summary>
    public static string Format(TypedConstant constant) => constant.Kind switch
    {
        _ when constant.IsNull => "null",
        TypedConstantKind.Enum => FormatEnum((INamedTypeSymbol)constant.Type!, constant.Value!),
        TypedConstantKind.Type => $"typeof({((ITypeSymbol)constant.Value!).ToContractName()})",
        TypedConstantKind.Array => FormatArray(constant),
        _ => FormatPrimitive(constant.Value!),
    };

    /// <summary>The default value of a parameter; null where it is the default of the type, which goes without saying.</summary>
    public static string? FormatDefault(IParameterSymbol parameter)
    {
        if (!parameter.HasExplicitDefaultValue || parameter.ExplicitDefaultValue is not { } value)
            return null;

        var type = parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : parameter.Type;
        return type is INamedTypeSymbol { TypeKind: TypeKind.Enum } enumType ? FormatEnum(enumType, value) : FormatPrimitive(value);
    }

    private static string FormatArray(TypedConstant array)
    {
        var items = array.Values.Select(item => item.IsNull ? "null!" : Format(item)).ToList();
        var type = array.Type!.ToContractName();
        return items.Count == 0 ? $"new {type} {{ }}" : $"new {type} {{ {string.Join(", ", items)} }}";
    }

    private static string FormatPrimitive(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        string text => CSharpLiteral.Quote(text),
        char character => CSharpLiteral.Quote(character),
        float number => FormatFloat(number, "F", "float", float.IsNaN(number), float.IsInfinity(number)),
        double number => FormatFloat(number, "D", "double", double.IsNaN(number), double.IsInfinity(number)),
        decimal number => number.ToString(CultureInfo.InvariantCulture) + "M",
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        uint number => number.ToString(CultureInfo.InvariantCulture) + "U",
        ulong number => number.ToString(CultureInfo.InvariantCulture) + "UL",
        int number => number.ToString(CultureInfo.InvariantCulture),

        // The small integers have no suffix, and type inference would take the bare number for an int.
        sbyte number => $"(sbyte)({number.ToString(CultureInfo.InvariantCulture)})",
        byte number => $"(byte){number.ToString(CultureInfo.InvariantCulture)}",
        short number => $"(short)({number.ToString(CultureInfo.InvariantCulture)})",
        ushort number => $"(ushort){number.ToString(CultureInfo.InvariantCulture)}",
        _ => "default",
    };

    private static string FormatFloat(IFormattable number, string suffix, string type, bool isNaN, bool isInfinity)
    {
        if (isNaN)
            return $"{type}.NaN";

        var digits = number.ToString("R", CultureInfo.InvariantCulture);
        return isInfinity ? $"{type}.{(digits[0] == '-' ? "Negative" : "Positive")}Infinity" : digits + suffix;
    }

    /// <summary>The flags that make up a number, in the order of declaration; empty where they do not.</summary>
    private static List<IFieldSymbol> FindFlags(List<IFieldSymbol> names, decimal number)
    {
        var rest = number < 0 || number > ulong.MaxValue ? 0 : (ulong)number;
        var flags = new List<IFieldSymbol>();
        foreach (var field in names)
        {
            var bits = Convert.ToDecimal(field.ConstantValue, CultureInfo.InvariantCulture) is > 0 and var value ? (ulong)value : 0;
            if (bits == 0 || (rest & bits) != bits)
                continue;

            rest &= ~bits;
            flags.Add(field);
        }

        return rest == 0 ? flags : [];
    }
}
