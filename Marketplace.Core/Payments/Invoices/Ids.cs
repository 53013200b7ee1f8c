using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments.Invoices;

/// <summary>An invoice, a receipt or a credit note.</summary>
public readonly record struct InvoiceId(Guid Value) : IId<InvoiceId>
{
    /// <inheritdoc/>
    public static InvoiceId From(Guid value) => new(value);
    /// <summary>A new id.</summary>
    public static InvoiceId New() => new(Guid.CreateVersion7());
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
