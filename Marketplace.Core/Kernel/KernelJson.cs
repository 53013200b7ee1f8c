using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Marketplace.Core.Kernel;

/// <summary>How commands, answers and events are written down.</summary>
public static class KernelJson
{
    /// <summary>Everything, for answers and events.</summary>
    public static readonly JsonSerializerOptions Plain = Options(new DefaultJsonTypeInfoResolver());

    /// <summary>Without properties marked <see cref="SecretAttribute"/>, for the audit log.</summary>
    public static readonly JsonSerializerOptions WithoutSecrets = Options(new DefaultJsonTypeInfoResolver { Modifiers = { DropSecrets } });

    private static JsonSerializerOptions Options(IJsonTypeInfoResolver resolver) => new()
    {
        TypeInfoResolver = resolver,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // Stored, never written into a page.
        Converters = { new JsonStringEnumConverter() },
    };

    private static void DropSecrets(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
            if (type.Properties[i].AttributeProvider?.IsDefined(typeof(SecretAttribute), inherit: true) == true)
                type.Properties.RemoveAt(i);
    }
}
