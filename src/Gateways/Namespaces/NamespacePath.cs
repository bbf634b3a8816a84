using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;

namespace Gateways.Namespaces;

/// <summary>
/// The path of a gateway: plain, or an ASP.NET Core route template with parameters and constraints (<c>/chat/{roomId:int}</c>, <c>/dynamic-{n:regex(^\\d+$)}</c>). HTTP transports
/// leave matching to routing; protocols that carry the namespace themselves match here, by the same rules.
/// </summary>
internal sealed class NamespacePath
{
    public static readonly IReadOnlyDictionary<string, string> None = System.Collections.Frozen.FrozenDictionary<string, string>.Empty;

    private readonly TemplateMatcher? _matcher;
    private readonly Dictionary<string, List<IRouteConstraint>> _constraints = [];

    public NamespacePath(string template, IInlineConstraintResolver constraints)
    {
        Template = template;
        if (!template.Contains('{', StringComparison.Ordinal))
        {
            return;
        }

        var parsed = TemplateParser.Parse(template.TrimStart('/'));
        HasParameters = parsed.Parameters.Count > 0;
        var defaults = new RouteValueDictionary();
        foreach (var parameter in parsed.Parameters)
        {
            if (parameter.DefaultValue is not null)
            {
                defaults[parameter.Name!] = parameter.DefaultValue;
            }

            foreach (var inline in parameter.InlineConstraints)
            {
                var constraint = constraints.ResolveConstraint(inline.Constraint)
                    ?? throw new InvalidOperationException($"The path '{template}' has the constraint '{inline.Constraint}', which routing does not know. Register it in RouteOptions.ConstraintMap.");
                if (!_constraints.TryGetValue(parameter.Name!, out var list))
                {
                    _constraints[parameter.Name!] = list = [];
                }

                list.Add(parameter.IsOptional ? new OptionalConstraint(constraint) : constraint);
            }
        }

        _matcher = new TemplateMatcher(parsed, defaults);
    }

    /// <summary>The path as the gateway declares it.</summary>
    public string Template { get; }

    public bool HasParameters { get; }

    /// <summary>Whether a path is one of this gateway's.</summary>
    /// <param name="path">The path, with its leading slash, without a query.</param>
    /// <param name="values">The parameters' values.</param>
    public bool TryMatch(string path, out IReadOnlyDictionary<string, string> values)
    {
        values = None;
        if (_matcher is null)
        {
            return string.Equals(path, Template, StringComparison.OrdinalIgnoreCase);
        }

        var found = new RouteValueDictionary();
        if (!path.StartsWith('/') || !_matcher.TryMatch(new PathString(path), found))
        {
            return false;
        }

        foreach (var (name, list) in _constraints)
        {
            if (!list.TrueForAll(constraint => constraint.Match(null, null, name, found, RouteDirection.IncomingRequest)))
            {
                return false;
            }
        }

        values = ToText(found);
        return true;
    }

    /// <summary>Route values as text: what a client is told apart by.</summary>
    public static IReadOnlyDictionary<string, string> ToText(RouteValueDictionary values)
    {
        if (values.Count == 0)
        {
            return None;
        }

        var texts = new Dictionary<string, string>(values.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in values)
        {
            if (Convert.ToString(value, CultureInfo.InvariantCulture) is { } text)
            {
                texts[name] = text;
            }
        }

        return texts;
    }

    /// <summary>The one path that stands for given values, however a client has written it: literals as declared, values as sent.</summary>
    public string Bind(IReadOnlyDictionary<string, string> values)
    {
        if (!HasParameters)
        {
            return Template;
        }

        var path = new StringBuilder();
        foreach (var segment in RoutePatternFactory.Parse(Template).PathSegments)
        {
            var length = path.Length;
            path.Append('/');
            var isEmpty = true;
            foreach (var part in segment.Parts)
            {
                var text = part switch
                {
                    RoutePatternLiteralPart literal => literal.Content,
                    RoutePatternSeparatorPart separator => separator.Content,
                    RoutePatternParameterPart parameter => values.GetValueOrDefault(parameter.Name, ""),
                    _ => "",
                };
                path.Append(text);
                isEmpty &= text.Length == 0;
            }

            if (isEmpty)
            {
                path.Length = length;
            }
        }

        return path.Length == 0 ? "/" : path.ToString();
    }

    private sealed class OptionalConstraint(IRouteConstraint inner) : IRouteConstraint
    {
        public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
            values.GetValueOrDefault(routeKey) is null || inner.Match(httpContext, route, routeKey, values, routeDirection);
    }
}
