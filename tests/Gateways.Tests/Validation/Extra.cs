using System.Text.Json.Serialization;

namespace Gateways.Tests.Validation;

[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Breakfast), "breakfast")]
public abstract class Extra
{
    public int Price { get; set; }
}
