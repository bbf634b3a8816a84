namespace Gateways.Generators.Tests.Testing;

/// <summary>What analyzers know by name of packages this project does not reference: only the shapes they look at.</summary>
internal static class PackageStubs
{
    public const string Source = """
        namespace Microsoft.AspNetCore.Authorization
        {
            public interface IAuthorizeData
            {
                string? Policy { get; set; }
            }

            [System.AttributeUsage(System.AttributeTargets.Class | System.AttributeTargets.Method, AllowMultiple = true, Inherited = true)]
            public class AuthorizeAttribute : System.Attribute, IAuthorizeData
            {
                public AuthorizeAttribute()
                {
                }

                public AuthorizeAttribute(string policy) => Policy = policy;

                public string? Policy { get; set; }
            }
        }

        namespace FluentValidation
        {
            public interface IValidator<in T>;
            public abstract class AbstractValidator<T> : IValidator<T>;
        }

        namespace Gateways
        {
            public sealed class ValidationPipe : IPipe
            {
                public System.Threading.Tasks.ValueTask<T?> TransformAsync<T>(T? value, PipeContext context) => new(value);
            }
        }
        """;
}
