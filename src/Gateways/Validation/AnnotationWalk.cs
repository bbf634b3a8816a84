using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gateways.Infrastructure;

namespace Gateways.Validation;

/// <summary>One walk through a value along its contract.</summary>
internal sealed class AnnotationWalk(ValidationErrors errors, GatewayContext message)
{
    private const string ObjectCode = "invalid";

    private readonly BodyPath _path = new();

    /// <summary>Only bodies with references can be anything but trees.</summary>
    private readonly HashSet<object>? _visited = message.JsonOptions.ReferenceHandler is null ? null : new(ReferenceEqualityComparer.Instance);

    public void Visit(object value, AnnotatedType declared)
    {
        if (errors.IsFull || !declared.HasRules || _visited?.Add(value) == false)
        {
            return;
        }

        switch (declared.Contract.Kind)
        {
            case JsonTypeInfoKind.Object:
                VisitObject(value, declared.Narrow(value));
                break;
            case JsonTypeInfoKind.Dictionary when value is IDictionary entries && declared.Elements is { } inner:
                VisitEntries(entries, inner);
                break;
            case JsonTypeInfoKind.Enumerable when value is IEnumerable items && declared.Elements is { } inner:
                VisitItems(items, inner);
                break;
        }
    }

    private void VisitObject(object value, AnnotatedType type)
    {
        var context = new ValidationContext(value, type.Contract.Type.Name, message.Services, items: null);
        var isRight = true;
        foreach (var property in type.Properties)
        {
            if (errors.IsFull)
            {
                return;
            }

            if (property.HasRules || property.Inner is { HasRules: true })
            {
                var inner = property.Property.Get!(value);
                _path.Enter(property.Property.Name);
                isRight &= Check(property, inner, context);
                if (inner is not null && property.Inner is { } innerType)
                {
                    Visit(inner, innerType);
                }

                _path.Leave();
            }
        }

        if (isRight)
        {
            CheckWhole(value, type, context);
        }
    }

    private void VisitEntries(IDictionary entries, AnnotatedType type)
    {
        foreach (DictionaryEntry entry in entries)
        {
            if (entry.Value is { } value)
            {
                _path.Enter(entry.Key.ToString() ?? "");
                Visit(value, type);
                _path.Leave();
            }
        }
    }

    private void VisitItems(IEnumerable items, AnnotatedType type)
    {
        var index = 0;
        foreach (var item in items)
        {
            if (errors.IsFull)
            {
                return;
            }

            if (item is not null)
            {
                _path.Enter(index);
                Visit(item, type);
                _path.Leave();
            }

            index++;
        }
    }

    private bool Check(AnnotatedProperty property, object? value, ValidationContext context)
    {
        context.MemberName = property.MemberName;
        context.DisplayName = property.DisplayName;
        if (property.Required?.GetValidationResult(value, context) is { } missing)
        {
            errors.Add(_path.ToString(), CodeOf(property.Required), missing.ErrorMessage ?? "");
            return false;
        }

        var isRight = true;
        foreach (var rule in property.Rules)
        {
            if (rule.GetValidationResult(value, context) is { } wrong)
            {
                errors.Add(_path.ToString(), CodeOf(rule), wrong.ErrorMessage ?? "");
                isRight = false;
            }
        }

        return isRight;
    }

    private void CheckWhole(object value, AnnotatedType type, ValidationContext context)
    {
        context.MemberName = null;
        context.DisplayName = type.Contract.Type.Name;
        var isRight = true;
        foreach (var rule in type.Rules)
        {
            if (rule.GetValidationResult(value, context) is { } wrong)
            {
                Add(wrong, CodeOf(rule), type);
                isRight = false;
            }
        }

        if (isRight && value is IValidatableObject self)
        {
            foreach (var wrong in self.Validate(context))
            {
                if (wrong is not null)
                {
                    Add(wrong, ObjectCode, type);
                }
            }
        }
    }

    private void Add(ValidationResult wrong, string code, AnnotatedType type)
    {
        var place = _path.ToString();
        var isPlaced = false;
        foreach (var member in wrong.MemberNames)
        {
            errors.AddMember(place, member, type.Contract, code, wrong.ErrorMessage ?? "");
            isPlaced = true;
        }

        if (!isPlaced)
        {
            errors.Add(place, code, wrong.ErrorMessage ?? "");
        }
    }

    /// <summary>Only for errors: <c>StringLengthAttribute</c> is <c>string_length</c>.</summary>
    private static string CodeOf(ValidationAttribute rule)
    {
        var name = rule.GetType().Name;
        return JsonNamingPolicy.SnakeCaseLower.ConvertName(name.EndsWith(nameof(Attribute), StringComparison.Ordinal) ? name[..^nameof(Attribute).Length] : name);
    }
}
