using System.ComponentModel.DataAnnotations;
using System.Diagnostics.Metrics;
using Marketplace.Core.Kernel;
using Microsoft.AspNetCore.Http.Features;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Marketplace.Web.Hosting;

/// <summary>Where measurements and traces are sent.</summary>
[Settings("Telemetry")]
public sealed class TelemetrySettings
{
    /// <summary>Address of an OpenTelemetry collector (OTLP over gRPC), for example http://localhost:4317. Empty: nothing is sent.</summary>
    public string Endpoint { get; init; } = "";

    /// <summary>Name of this service in the collector.</summary>
    [Required]
    public string Service { get; init; } = "marketplace";
}

/// <summary>Measurements and traces by OpenTelemetry.</summary>
public static class Telemetry
{
    /// <summary>The product's own measurements.</summary>
    public static readonly Meter Meter = new("Marketplace");

    /// <summary>Starts sending when an endpoint is configured.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<TelemetrySettings>().Validate(
            s => s.Endpoint.Length == 0 || Uri.TryCreate(s.Endpoint, UriKind.Absolute, out _), "Telemetry:Endpoint is not an address.");
        var settings = configuration.ReadSettings<TelemetrySettings>();
        if (settings.Endpoint is not { Length: > 0 } endpoint) return services;
        var resource = ResourceBuilder.CreateDefault().AddService(settings.Service);
        services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource)
            .AddSource(Traces.Source.Name, "Microsoft.AspNetCore", "Microsoft.AspNetCore.Components", "System.Net.Http", "Npgsql")
            .AddOtlpExporter(otlp => otlp.Endpoint = new Uri(endpoint)).Build());
        services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
            .AddMeter(Meter.Name, "Microsoft.AspNetCore.*", "System.Runtime", "System.Net.Http", "Npgsql", "Microsoft.EntityFrameworkCore")
            .AddOtlpExporter(otlp => otlp.Endpoint = new Uri(endpoint)).Build());
        return services.AddHostedService<Exporting>();
    }

    /// <summary>Names a request's span by its route and result, in the words of OpenTelemetry. The address itself, which may hold a token, stays out.</summary>
    public static IApplicationBuilder UseRequestSpans(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        await next(http);
        if (http.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } span) return;
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
        span.DisplayName = $"{http.Request.Method} {route}".TrimEnd();
        span.SetTag("http.request.method", http.Request.Method).SetTag("http.route", route)
            .SetTag("http.response.status_code", http.Response.StatusCode);
    });

    /// <summary>Makes both providers live as long as the server; the container disposes them, which sends the rest.</summary>
    private sealed class Exporting(TracerProvider traces, MeterProvider measurements) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            traces.ForceFlush();
            measurements.ForceFlush();
            return Task.CompletedTask;
        }
    }
}
