using AngleSharp;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace Marketplace.Tests.Ui;

/// <summary>Renders one part of a page to a document, without a browser.</summary>
public static class Rendered
{
    public static async Task<IDocument> Of<TComponent>(IServiceProvider services, params (string Name, object? Value)[] parameters)
        where TComponent : IComponent
    {
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var given = ParameterView.FromDictionary(parameters.ToDictionary(p => p.Name, p => p.Value));
            return (await renderer.RenderComponentAsync<TComponent>(given)).ToHtmlString();
        });
        return await BrowsingContext.New(Configuration.Default).OpenAsync(request => request.Content(html));
    }
}
