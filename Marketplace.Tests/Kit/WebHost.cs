using System.Collections.Concurrent;
using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using Marketplace.Core.Accounts;
using Marketplace.Core.Accounts.Mail;
using Marketplace.Core.Accounts.Passwords;
using Marketplace.Core.Kernel;
using Marketplace.Core.Storage;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Kit;

/// <summary>
/// The whole application on a data folder of its own: real routes, real forms, real database, mails as files. In memory for
/// HTTP tests; <see cref="ForBrowsers"/> listens on a real port.
/// </summary>
public sealed class WebHost : WebApplicationFactory<Marketplace.Web.Shell.App>
{
    public const string Password = "long enough for everybody";

    private readonly string _folder = Directory.CreateTempSubdirectory("marketplace-web-").FullName;
    private readonly Dictionary<string, string> _settings = [];
    private Action<IServiceCollection>? _change;
    private bool _isReal;

    /// <summary>The data folder, removed at the end.</summary>
    public string Folder => _folder;

    /// <summary>Mails that were sent.</summary>
    public MailTray Mails { get; } = new();

    /// <summary>Where browsers find the application; only after <see cref="ForBrowsers"/>.</summary>
    public Uri Address => ClientOptions.BaseAddress;

    public static WebHost New(Action<IServiceCollection>? change = null, params (string Name, string Value)[] settings)
    {
        var host = new WebHost { _change = change };
        foreach (var (name, value) in settings) host._settings[name] = value;
        return host;
    }

    /// <summary>Listens on a free port of this machine.</summary>
    public static WebHost ForBrowsers(Action<IServiceCollection>? change = null, params (string Name, string Value)[] settings) =>
        Listening(0, change, settings);

    /// <summary>The same, at an address that the application itself knows, so that services outside can send people back to it.</summary>
    public static WebHost AtHome(Action<IServiceCollection>? change = null, params (string Name, string Value)[] settings)
    {
        using var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        return Listening(port, change, [.. settings, ("PublicUrl", $"http://localhost:{port}")]);
    }

    private static WebHost Listening(int port, Action<IServiceCollection>? change, (string Name, string Value)[] settings)
    {
        var host = New(change, settings);
        host.UseKestrel(port);
        host.StartServer();
        host._isReal = true;
        // A name, not a number: passkeys belong to a domain.
        host.ClientOptions.BaseAddress = new UriBuilder(host.ClientOptions.BaseAddress) { Host = "localhost" }.Uri;
        return host;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("Data", _folder);
        builder.UseSetting("PublicUrl", "http://localhost");
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        // Scripts and styles go out as they do in production: compressed once, by the build.
        builder.UseSetting("ReloadStaticAssetsAtRuntime", "false");
        // All tests knock from one address; the limits have tests of their own.
        foreach (var limit in (string[])["RequestsPerMinute", "SignInsPerAccount", "SignInsPerAddress", "CodesPerAddress", "UploadsPerMinute"])
            builder.UseSetting("Security:" + limit, "10000");
        foreach (var (name, value) in _settings) builder.UseSetting(name, value);
        builder.ConfigureTestServices(services =>
        {
            // The real cost of a hash is measured in its own test; here it would only make everything slow.
            services.PostConfigure<PasswordHasherOptions>(options => options.IterationCount = 1000);
            services.AddTransient<IMailer>(provider => new MailTray.Mailer(provider.GetRequiredService<FileMailer>(), Mails));
            _change?.Invoke(services);
        });
    }

    /// <summary>A service; the scope lives as long as the application.</summary>
    public T Get<T>() where T : notnull => Services.CreateScope().ServiceProvider.GetRequiredService<T>();

    /// <summary>A fresh context; the caller disposes it.</summary>
    public MarketplaceDb Db() => Services.GetRequiredService<IDbContextFactory<MarketplaceDb>>().CreateDbContext();

    /// <summary>A person with a proved address and the password <see cref="Password"/>.</summary>
    public Task<UserId> Person(string email, params Capability[] capabilities) =>
        Get<AccountSeeder>().Person(email, email[..email.IndexOf('@', StringComparison.Ordinal)], Password, capabilities);

    /// <summary>A member of staff whose authenticator app has the demo key.</summary>
    public Task<UserId> StaffMember(string email, params StaffRole[] roles) =>
        Get<AccountSeeder>().Person(email, email[..email.IndexOf('@', StringComparison.Ordinal)], Password,
            roles: roles, codeKey: AccountSeeder.DemoCodeKey);

    /// <summary>A browser without cookies that does not follow redirects.</summary>
    public HttpClient Guest() => _isReal
        // Over a real port the factory's own client follows redirects whatever it is asked for.
        ? new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Address }
        : CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = Address });

    /// <summary>A browser in which this person has signed in through the real forms; staff give a code too.</summary>
    public async Task<HttpClient> SignedInClient(string email, string password = Password)
    {
        var client = Guest();
        var answer = await client.Submit("/sign-in", "sign-in", ("Form.Email", email), ("Form.Password", password));
        if (answer.Headers.Location?.ToString().Contains("/sign-in/code", StringComparison.Ordinal) == true)
            answer = await client.Submit("/sign-in/code", "code", ("Form.Code", await NextCode(email)));
        if (answer.StatusCode != HttpStatusCode.Redirect && answer.StatusCode != HttpStatusCode.Found)
            throw new InvalidOperationException($"{email} could not sign in: {answer.StatusCode}");
        return client;
    }

    /// <summary>A code of this person's authenticator app that was not used yet.</summary>
    public async Task<string> NextCode(string email)
    {
        var mail = Core.Accounts.MailAddress.Normalize(email);
        await using var db = Db();
        var user = await db.Users.AsNoTracking().SingleAsync(u => u.NormalizedEmail == mail);
        var now = Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        // The step after the last used one, at most one ahead of the clock: the app forgives so much.
        return Totp.Code(Get<ISecretBox>().OpenCodeKey(user)!, Math.Max(Totp.StepAt(now) - 1, user.LastCodeStep + 1));
    }

    /// <summary>Waits until the outbox has mailed something to this address.</summary>
    public Task MailArrives(string email) => Mails.Arrives(email);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>Keeps what the application mailed.</summary>
public sealed class MailTray
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ConcurrentQueue<Letter> _letters = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _awaited = new();

    /// <summary>All mails to an address, oldest first.</summary>
    public IReadOnlyList<Letter> To(string email) => [.. _letters.Where(l => l.To == email)];

    /// <summary>Waits for the first mail to an address.</summary>
    public Task Arrives(string email) => Awaited(email).Task.WaitAsync(Patience);

    private TaskCompletionSource Awaited(string email) =>
        _awaited.GetOrAdd(email, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>The link in the last mail to an address, as path and query.</summary>
    public string Link(string email) => new Uri(To(email)[^1].Text.Split('\n').Single(line => line.StartsWith("http", StringComparison.Ordinal))).PathAndQuery;

    /// <summary>Sends as the product does and keeps a copy.</summary>
    public sealed class Mailer(IMailer real, MailTray tray) : IMailer
    {
        public async Task Send(Letter letter, CancellationToken ct)
        {
            await real.Send(letter, ct);
            tray._letters.Enqueue(letter);
            tray.Awaited(letter.To).TrySetResult();
        }
    }
}

/// <summary>Works real pages: reads the form, keeps its hidden fields, posts it.</summary>
public static class Pages
{
    /// <summary>The page as a document.</summary>
    public static async Task<IDocument> Open(this HttpClient client, string path)
    {
        var answer = await client.GetAsync(path);
        answer.EnsureSuccessStatusCode();
        return await Parse(answer);
    }

    /// <summary>An answer as a document.</summary>
    public static async Task<IDocument> Parse(this HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return await BrowsingContext.New(Configuration.Default).OpenAsync(request => request.Content(text));
    }

    /// <summary>Opens a page and posts the form with this handler name (or id), hidden fields included.</summary>
    public static async Task<HttpResponseMessage> Submit(
        this HttpClient client, string path, string form, params (string Name, string Value)[] fields)
    {
        return await client.SubmitOn(await client.Open(path), path, form, fields);
    }

    /// <summary>Posts a form of a page that is open already.</summary>
    public static async Task<HttpResponseMessage> SubmitOn(
        this HttpClient client, IDocument page, string path, string form, params (string Name, string Value)[] fields)
    {
        var found = page.QuerySelector($"form:has(input[name=_handler][value='{form}'])") ?? page.QuerySelector($"form#{form}")
            ?? throw new InvalidOperationException($"{path} has no form '{form}'.");
        var values = found.QuerySelectorAll("input[type=hidden]")
            .Where(i => i.GetAttribute("name") is not null)
            .ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "");
        foreach (var (name, value) in fields) values[name] = value;
        var action = found.GetAttribute("action") is { Length: > 0 } own ? own : path;
        return await client.PostAsync(action, new FormUrlEncodedContent(values));
    }
}
