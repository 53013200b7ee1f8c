using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Marketplace.Core.Media;
using Marketplace.Core.Operations;
using Marketplace.Core.Payments;
using Marketplace.Core.Radio;
using Marketplace.Core.Royalties;
using Marketplace.Core.Storage;
using Marketplace.Web.Demo;
using Marketplace.Web.Drill;
using Marketplace.Web.Features.Accounts;
using Marketplace.Web.Features.Media;
using Marketplace.Web.Features.Operations;
using Marketplace.Web.Features.Payments;
using Marketplace.Web.Features.Radio;
using Marketplace.Web.Features.Royalties;
using Marketplace.Web.Features.Support;
using Marketplace.Web.Hosting;
using Marketplace.Web.Shell;

var builder = WebApplication.CreateBuilder(args);
builder.AddHosting();

// The product, from the ground up; ARCHITECTURE.md has the table of levels.
builder.Services
    .AddKernel()
    .AddStorage(builder.Configuration.Connection())
    .AddAccounts()
    .AddMedia()
    .AddPayments()
    .AddRadio()
    .AddRoyalties()
    .AddOperations();

// Its doors.
builder.Services
    .AddShell()
    .AddAccountsWeb(builder.Configuration)
    .AddMediaWeb(builder.Configuration)
    .AddPaymentsWeb(builder.Configuration)
    .AddRadioWeb(builder.Configuration)
    .AddRoyaltiesWeb(builder.Configuration)
    .AddSupportWeb()
    .AddOperationsWeb(builder.Configuration)
    .AddDrill()
    .AddDemo(builder.Configuration);

var app = builder.Build();
if (await HostCommands.Run(app, args)) return;
await app.Services.Migrate(app.Lifetime.ApplicationStopping);
await app.RefuseDemoAccounts();

app.UseShell();
app.UseHosting();
app.MapShell();
app.MapAccounts();
app.MapMedia();
app.MapPayments();
app.MapRadio();
app.MapRoyalties();
app.MapOperations();
app.MapDemo();
app.MapDrill();

await app.RunAsync();

/// <summary>The entry point, public so that tests can start the whole application.</summary>
public partial class Program;
