using Marketplace.Web.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace Marketplace.Tests.Hosting;

public sealed class ProductionGuardTests
{
    [Theory]
    [InlineData("Demo:On", "true")]
    [InlineData("Drill:On", "true")]
    [InlineData("Radio:AllowPrivateStreams", "true")]
    [InlineData("DetailedErrors", "true")]
    [InlineData("AllowedHosts", "*")]
    [InlineData("ConnectionStrings:Marketplace", "Host=db;Password=change-me")]
    public void Production_refuses_each_unsafe_setting_and_names_it(string key, string value)
    {
        var failure = Assert.Throws<InvalidOperationException>(() => Check("Production", (key, value)));
        Assert.Contains(key.Split(':')[^1] == "Marketplace" ? "password" : key.Split(':')[^1] == "On" ? key : key.Split(':')[^1], failure.Message);
    }

    [Fact]
    public void Safe_settings_start_in_production_and_unsafe_ones_in_the_demo()
    {
        Check("Production");
        Check("Demo", ("Demo:On", "true"), ("AllowedHosts", "*"), ("Radio:AllowPrivateStreams", "true"));
    }

    private static void Check(string environment, params (string Key, string Value)[] settings)
    {
        Dictionary<string, string?> all = new() { ["AllowedHosts"] = "market.example" };
        foreach (var (key, value) in settings) all[key] = value;
        ProductionGuard.RefuseUnsafe(new ConfigurationBuilder().AddInMemoryCollection(all).Build(), new Named(environment));
    }

    private sealed class Named(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;
        public string ApplicationName { get; set; } = "test";
        public string ContentRootPath { get; set; } = "/";
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
