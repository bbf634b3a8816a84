using System.ComponentModel;

namespace Gateways.Infrastructure;

/// <summary>
/// Where in a JSON text a binary value stands, as a string of base64. Every protocol can send the text as it is; one that has binary of its own takes the strings
/// out and sends bytes.
/// </summary>
/// <param name="Start">The index of the opening quote.</param>
/// <param name="Length">The length of the string, quotes included.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct BinaryPlace(int Start, int Length);
