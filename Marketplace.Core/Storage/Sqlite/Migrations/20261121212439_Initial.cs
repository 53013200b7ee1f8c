using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Marketplace.Core.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "adjudications",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PlayId = table.Column<Guid>(type: "TEXT", nullable: false),
                    From = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    To = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    Before = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    After = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    ActorId = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_adjudications", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "agreements",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    PayerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Category = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Asset = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_agreements", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "audit_entries",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Actor = table.Column<Guid>(type: "TEXT", nullable: false),
                    ActorName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Action = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Detail = table.Column<string>(type: "TEXT", nullable: false),
                    CorrelationId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    PreviousHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_entries", x => x.Sequence);
                });

            migrationBuilder.CreateTable(
                name: "avatars",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Edge = table.Column<int>(type: "INTEGER", nullable: false),
                    Bytes = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_avatars", x => new { x.UserId, x.Edge });
                });

            migrationBuilder.CreateTable(
                name: "calculation_runs",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Period = table.Column<string>(type: "TEXT", maxLength: 7, nullable: false),
                    By = table.Column<Guid>(type: "TEXT", nullable: false),
                    ByName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Step = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Percent = table.Column<int>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ErrorCode = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    ErrorText = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    LeaseUntil = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_calculation_runs", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "capability_grants",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Capability = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Details = table.Column<string>(type: "TEXT", nullable: false),
                    Since = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_capability_grants", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "capture_windows",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    StationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PlanId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ScheduledAt = table.Column<long>(type: "INTEGER", nullable: false),
                    StartAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LengthMs = table.Column<int>(type: "INTEGER", nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ErrorCode = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    StreamUrlId = table.Column<Guid>(type: "TEXT", nullable: true),
                    StreamTitle = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    RmsDb = table.Column<float>(type: "REAL", nullable: true),
                    IsSilent = table.Column<bool>(type: "INTEGER", nullable: false),
                    Content = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    AudioHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    MatcherVersion = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    RecordedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_capture_windows", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "chargebacks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CaptureId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TrancheId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Provider = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Asset = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Amount = table.Column<long>(type: "INTEGER", nullable: false),
                    Fee = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    OpenedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DecidedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    TransactionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_chargebacks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "chores",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    PlannedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    SucceededAt = table.Column<long>(type: "INTEGER", nullable: true),
                    NextAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LastMilliseconds = table.Column<long>(type: "INTEGER", nullable: false),
                    LastError = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    AlarmAfterSeconds = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_chores", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "clearings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Asset = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Amount = table.Column<long>(type: "INTEGER", nullable: false),
                    Left = table.Column<long>(type: "INTEGER", nullable: false),
                    MatureAt = table.Column<long>(type: "INTEGER", nullable: false),
                    MaturedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_clearings", x => x.Id);
                    table.CheckConstraint("ck_clearings_left", "\"Left\" >= 0 AND \"Left\" <= \"Amount\"");
                });

            migrationBuilder.CreateTable(
                name: "detections",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    WindowId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RecordingId = table.Column<Guid>(type: "TEXT", nullable: false),
                    WindowStartAt = table.Column<long>(type: "INTEGER", nullable: false),
                    WindowEndAt = table.Column<long>(type: "INTEGER", nullable: false),
                    MatchStartAt = table.Column<long>(type: "INTEGER", nullable: false),
                    MatchEndAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ReferenceOffsetMs = table.Column<int>(type: "INTEGER", nullable: true),
                    ReferenceMs = table.Column<int>(type: "INTEGER", nullable: false),
                    Score = table.Column<double>(type: "REAL", nullable: false),
                    Tempo = table.Column<double>(type: "REAL", nullable: false),
                    RunnerUpScore = table.Column<double>(type: "REAL", nullable: false),
                    MatcherVersion = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    EvidenceKey = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    EvidenceHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    RecordedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_detections", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "drafts",
                columns: table => new
                {
                    Owner = table.Column<Guid>(type: "TEXT", nullable: false),
                    Form = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Body = table.Column<string>(type: "TEXT", maxLength: 64000, nullable: false),
                    SavedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_drafts", x => new { x.Owner, x.Form });
                });

            migrationBuilder.CreateTable(
                name: "fee_rules",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Line = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Category = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Asset = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    BasisPoints = table.Column<int>(type: "INTEGER", nullable: false),
                    FixedMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    MinMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    MaxMinor = table.Column<long>(type: "INTEGER", nullable: true),
                    From = table.Column<long>(type: "INTEGER", nullable: false),
                    RecordedBy = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_fee_rules", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "hand_transfers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    SliceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Asset = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    AmountMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    Network = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Number = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    HolderName = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Description = table.Column<string>(type: "TEXT", maxLength: 140, nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ReportedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    ReportedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_hand_transfers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "images",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Middle = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Small = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_images", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "invoice_series",
                columns: table => new
                {
                    LegalEntity = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Year = table.Column<int>(type: "INTEGER", nullable: false),
                    Last = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_invoice_series", x => new { x.LegalEntity, x.Kind, x.Year });
                });

            migrationBuilder.CreateTable(
                name: "invoices",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Entity = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    Year = table.Column<int>(type: "INTEGER", nullable: false),
                    Sequence = table.Column<int>(type: "INTEGER", nullable: false),
                    Number = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PartyName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    PartyAddress = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    PartyTaxNumber = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    EntityName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    EntityAddress = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    EntityTaxNumber = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Asset = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    IssuedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    NetMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    TaxMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    Cause = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    Credits = table.Column<Guid>(type: "TEXT", nullable: true),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    LinesJson = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_invoices", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "known_devices",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Failures = table.Column<int>(type: "INTEGER", nullable: false),
                    LockedUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    LastUsedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_known_devices", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "kyc_cases",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    StateSince = table.Column<long>(type: "INTEGER", nullable: false),
                    WantedTier = table.Column<int>(type: "INTEGER", nullable: false),
                    LegalName = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Country = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    SealedNumber = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    NumberMark = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    NumberEnd = table.Column<string>(type: "TEXT", maxLength: 4, nullable: false),
                    DocumentExpires = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    TaxNumber = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ApprovedTier = table.Column<int>(type: "INTEGER", nullable: false),
                    ApprovedName = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    ApprovedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Reviewer = table.Column<Guid>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    HasAppealed = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kyc_cases", x => x.UserId);
                });

            migrationBuilder.CreateTable(
                name: "kyc_documents",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Blob = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    FileName = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    Bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    SentAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    DeleteAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kyc_documents", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "kyc_views",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    DocumentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    By = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kyc_views", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ledger_balances",
                columns: table => new
                {
                    Account = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Asset = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Stripe = table.Column<int>(type: "INTEGER", nullable: false),
                    Rule = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Posted = table.Column<long>(type: "INTEGER", nullable: false),
                    Moves = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_balances", x => new { x.Account, x.Asset, x.Stripe });
                    table.CheckConstraint("ck_ledger_balances_liability", "\"Rule\" <> 'Liability' OR \"Posted\" <= 0");
                    table.CheckConstraint("ck_ledger_balances_receivable", "\"Rule\" <> 'Receivable' OR \"Posted\" >= 0");
                });

            migrationBuilder.CreateTable(
                name: "ledger_proofs",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Transactions = table.Column<long>(type: "INTEGER", nullable: false),
                    Differences = table.Column<int>(type: "INTEGER", nullable: false),
                    Detail = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Head = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Sealed = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_proofs", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ledger_transactions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Cause = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    PayloadHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Nature = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    EffectiveAt = table.Column<long>(type: "INTEGER", nullable: false),
                    RecordedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Actor = table.Column<Guid>(type: "TEXT", nullable: false),
                    FirstApprover = table.Column<Guid>(type: "TEXT", nullable: true),
                    SecondApprover = table.Column<Guid>(type: "TEXT", nullable: true),
                    Reverses = table.Column<Guid>(type: "TEXT", nullable: true),
                    LinksJson = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_transactions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "mail_links",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Purpose = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false),
                    UsedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mail_links", x => x.Hash);
                });

            migrationBuilder.CreateTable(
                name: "open_payments_flows",
                columns: table => new
                {
                    OperationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Wallet = table.Column<string>(type: "TEXT", nullable: true),
                    AuthServer = table.Column<string>(type: "TEXT", nullable: true),
                    ResourceServer = table.Column<string>(type: "TEXT", nullable: true),
                    IncomingUrl = table.Column<string>(type: "TEXT", nullable: true),
                    QuoteUrl = table.Column<string>(type: "TEXT", nullable: true),
                    QuoteExpiresAt = table.Column<long>(type: "INTEGER", nullable: true),
                    OutgoingUrl = table.Column<string>(type: "TEXT", nullable: true),
                    ConsentUrl = table.Column<string>(type: "TEXT", nullable: true),
                    ReturnKey = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Nonce = table.Column<string>(type: "TEXT", nullable: true),
                    Finish = table.Column<string>(type: "TEXT", nullable: true),
                    ContinueUrl = table.Column<string>(type: "TEXT", nullable: true),
                    ContinueToken = table.Column<string>(type: "TEXT", nullable: true),
                    ContinueAfter = table.Column<long>(type: "INTEGER", nullable: true),
                    Token = table.Column<string>(type: "TEXT", nullable: true),
                    ManageUrl = table.Column<string>(type: "TEXT", nullable: true),
                    Refused = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_open_payments_flows", x => x.OperationId);
                });

            migrationBuilder.CreateTable(
                name: "open_payments_grants",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Token = table.Column<string>(type: "TEXT", nullable: true),
                    ManageUrl = table.Column<string>(type: "TEXT", nullable: true),
                    ConsentUrl = table.Column<string>(type: "TEXT", nullable: true),
                    ReturnKey = table.Column<string>(type: "TEXT", nullable: true),
                    Nonce = table.Column<string>(type: "TEXT", nullable: true),
                    Finish = table.Column<string>(type: "TEXT", nullable: true),
                    AuthServer = table.Column<string>(type: "TEXT", nullable: true),
                    ContinueUrl = table.Column<string>(type: "TEXT", nullable: true),
                    ContinueToken = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_open_payments_grants", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Type = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Body = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    CorrelationId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    DoneAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LastError = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outbox", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ownership_conflicts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    RecordingId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ClaimantTrackId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ClaimantId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OtherTrackId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OtherId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CoverBasisPoints = table.Column<int>(type: "INTEGER", nullable: false),
                    OpenedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ClosedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Outcome = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ownership_conflicts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "payment_attempts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PayerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Purpose = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    For = table.Column<Guid>(type: "TEXT", nullable: false),
                    AskedMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    ReceivedMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    Asset = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Rail = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    CollectId = table.Column<Guid>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Action = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    StepUrl = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    AttentionSince = table.Column<long>(type: "INTEGER", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false),
                    VerifiedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    PaidFor = table.Column<Guid>(type: "TEXT", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payment_attempts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "payout_accounts",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    FrozenUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    Requests = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payout_accounts", x => x.UserId);
                });

            migrationBuilder.CreateTable(
                name: "payout_batches",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    PreparedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    PreparedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DecidedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    DecidedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Items = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payout_batches", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "payout_brakes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    SetAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EndedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    Explanation = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payout_brakes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "payout_methods",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Asset = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Network = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Number = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    HolderName = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    RegisteredName = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    MatchPermille = table.Column<int>(type: "INTEGER", nullable: true),
                    Tier = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    AddedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    UsableFrom = table.Column<long>(type: "INTEGER", nullable: false),
                    CheckedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    Plans = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payout_methods", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "payout_schedules",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Asset = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    MethodId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    LeastMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    NextAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LastWithdrawal = table.Column<Guid>(type: "TEXT", nullable: true),
                    Problem = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payout_schedules", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "periods",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 7, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    PreparedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    PreparedByName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    CalculatedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    CheckedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ApprovedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    ApprovedByName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ApprovedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    PaidPlays = table.Column<int>(type: "INTEGER", nullable: false),
                    HeldPlays = table.Column<int>(type: "INTEGER", nullable: false),
                    Gross = table.Column<long>(type: "INTEGER", nullable: false),
                    Commission = table.Column<long>(type: "INTEGER", nullable: false),
                    Net = table.Column<long>(type: "INTEGER", nullable: false),
                    Held = table.Column<long>(type: "INTEGER", nullable: false),
                    Tax = table.Column<long>(type: "INTEGER", nullable: false),
                    Credit = table.Column<long>(type: "INTEGER", nullable: false),
                    Statements = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_periods", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "play_detections",
                columns: table => new
                {
                    DetectionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PlayId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_play_detections", x => x.DetectionId);
                });

            migrationBuilder.CreateTable(
                name: "plays",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    StationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    FirstDetectionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RecordingId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StartAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LowerMs = table.Column<int>(type: "INTEGER", nullable: false),
                    UpperMs = table.Column<int>(type: "INTEGER", nullable: false),
                    AudibleMs = table.Column<int>(type: "INTEGER", nullable: false),
                    ReferenceMs = table.Column<int>(type: "INTEGER", nullable: false),
                    Usage = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Confidence = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Flags = table.Column<int>(type: "INTEGER", maxLength: 40, nullable: false),
                    Detections = table.Column<int>(type: "INTEGER", nullable: false),
                    LastHeardAt = table.Column<long>(type: "INTEGER", nullable: false),
                    AnchorAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EvidenceHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    MergeVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    IsWithdrawn = table.Column<bool>(type: "INTEGER", nullable: false),
                    DecidedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    Machine_AudibleMs = table.Column<int>(type: "INTEGER", nullable: false),
                    Machine_Confidence = table.Column<int>(type: "INTEGER", nullable: false),
                    Machine_EndAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Machine_LowerMs = table.Column<int>(type: "INTEGER", nullable: false),
                    Machine_RecordingId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Machine_StartAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Machine_State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Machine_UpperMs = table.Column<int>(type: "INTEGER", nullable: false),
                    Machine_Usage = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_plays", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "rail_events",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Rail = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    OperationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Effect = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Minor = table.Column<long>(type: "INTEGER", nullable: false),
                    Asset = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rail_events", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "rail_operations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Rail = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Subject = table.Column<Guid>(type: "TEXT", nullable: false),
                    OwnerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    GroupId = table.Column<Guid>(type: "TEXT", nullable: true),
                    CollectId = table.Column<Guid>(type: "TEXT", nullable: true),
                    AmountMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    Asset = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    ProviderKey = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ProviderRef = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    Party = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    Action = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ReturnUrl = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Description = table.Column<string>(type: "TEXT", maxLength: 140, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    OpenKey = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    Sends = table.Column<int>(type: "INTEGER", nullable: false),
                    SentAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Asks = table.Column<int>(type: "INTEGER", nullable: false),
                    MovedMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    ReversedMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    FeeMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    RefundedMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rail_operations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "rail_statement_entries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Rail = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    LineId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    OperationKey = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    ProviderRef = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    Minor = table.Column<long>(type: "INTEGER", nullable: false),
                    Asset = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    OperationId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Class = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    DifferenceMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rail_statement_entries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "rail_statement_runs",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Rail = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Asset = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    ClosingMinor = table.Column<long>(type: "INTEGER", nullable: true),
                    UnexplainedMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    Open = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rail_statement_runs", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "receipts",
                columns: table => new
                {
                    UseCase = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Actor = table.Column<Guid>(type: "TEXT", nullable: false),
                    Key = table.Column<Guid>(type: "TEXT", nullable: false),
                    CommandHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Answer = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_receipts", x => new { x.UseCase, x.Actor, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "recordings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ReferenceTrackId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ReferenceSeconds = table.Column<double>(type: "REAL", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    RetiredAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_recordings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "recovery_codes",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_recovery_codes", x => new { x.UserId, x.Hash });
                });

            migrationBuilder.CreateTable(
                name: "refunds",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    TrancheId = table.Column<Guid>(type: "TEXT", nullable: true),
                    CaptureId = table.Column<Guid>(type: "TEXT", nullable: true),
                    PayerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Provider = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Part = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Asset = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Amount = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    StateSince = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    LastFailure = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_refunds", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "royalty_lines",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Period = table.Column<string>(type: "TEXT", maxLength: 7, nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Recording = table.Column<Guid>(type: "TEXT", nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    VersionTitle = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Artist = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Isrc = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    Iswc = table.Column<string>(type: "TEXT", maxLength: 11, nullable: false),
                    Station = table.Column<Guid>(type: "TEXT", nullable: false),
                    StationName = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Territory = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    SplitVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    HeldReason = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Gross = table.Column<long>(type: "INTEGER", nullable: false),
                    Commission = table.Column<long>(type: "INTEGER", nullable: false),
                    Net = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_royalty_lines", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "royalty_rules",
                columns: table => new
                {
                    RuleId = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    RuleVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    Method = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Amount = table.Column<long>(type: "INTEGER", nullable: false),
                    Scope = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Territory = table.Column<string>(type: "TEXT", maxLength: 2, nullable: true),
                    Tier = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Station = table.Column<Guid>(type: "TEXT", nullable: true),
                    Recording = table.Column<Guid>(type: "TEXT", nullable: true),
                    From = table.Column<long>(type: "INTEGER", nullable: false),
                    To = table.Column<long>(type: "INTEGER", nullable: true),
                    UsageWeights = table.Column<string>(type: "TEXT", nullable: false),
                    TierWeights = table.Column<string>(type: "TEXT", nullable: false),
                    TerritoryWeights = table.Column<string>(type: "TEXT", nullable: false),
                    Dayparts = table.Column<string>(type: "TEXT", nullable: false),
                    MinimumPlaySeconds = table.Column<int>(type: "INTEGER", nullable: false),
                    MaximumChargeableSeconds = table.Column<int>(type: "INTEGER", nullable: false),
                    PerPlayFloor = table.Column<long>(type: "INTEGER", nullable: true),
                    PerPlayCap = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_royalty_rules", x => new { x.RuleId, x.RuleVersion });
                });

            migrationBuilder.CreateTable(
                name: "sample_hints",
                columns: table => new
                {
                    HostId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SampledId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    FoundAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sample_hints", x => new { x.HostId, x.SampledId });
                });

            migrationBuilder.CreateTable(
                name: "sanctions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    By = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Until = table.Column<long>(type: "INTEGER", nullable: true),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EndedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    EndReason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sanctions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "sandbox_deliveries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrderId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Body = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    TakenAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Tries = table.Column<int>(type: "INTEGER", nullable: false),
                    LastStatus = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sandbox_deliveries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "sandbox_dials",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Seed = table.Column<int>(type: "INTEGER", nullable: false),
                    FeeBasisPoints = table.Column<int>(type: "INTEGER", nullable: false),
                    Settings = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sandbox_dials", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "sandbox_movements",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrderId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Minor = table.Column<long>(type: "INTEGER", nullable: false),
                    Asset = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sandbox_movements", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "sandbox_orders",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    BodyHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Minor = table.Column<long>(type: "INTEGER", nullable: false),
                    Asset = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    MovedMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    ReversedMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    FeeMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    RefundedMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    Parent = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Party = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    Action = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ReturnUrl = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Description = table.Column<string>(type: "TEXT", maxLength: 140, nullable: false),
                    Changes = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sandbox_orders", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "sent_mails",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sent_mails", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "shared_material",
                columns: table => new
                {
                    Recording = table.Column<Guid>(type: "TEXT", nullable: false),
                    With = table.Column<Guid>(type: "TEXT", nullable: false),
                    CoverBasisPoints = table.Column<int>(type: "INTEGER", nullable: false),
                    FoundAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_shared_material", x => new { x.Recording, x.With });
                });

            migrationBuilder.CreateTable(
                name: "split_versions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    TrackId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ArtistId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    From = table.Column<long>(type: "INTEGER", nullable: false),
                    To = table.Column<long>(type: "INTEGER", nullable: true),
                    ProposedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    AcceptedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DeclineReason = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_split_versions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "staff_grants",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    GrantedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    Since = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_staff_grants", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "statements",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Period = table.Column<string>(type: "TEXT", maxLength: 7, nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    Number = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    PartyId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Account = table.Column<Guid>(type: "TEXT", nullable: true),
                    Station = table.Column<Guid>(type: "TEXT", nullable: true),
                    PartyName = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Ipi = table.Column<string>(type: "TEXT", maxLength: 11, nullable: false),
                    Opening = table.Column<long>(type: "INTEGER", nullable: false),
                    Earnings = table.Column<long>(type: "INTEGER", nullable: false),
                    Adjustments = table.Column<long>(type: "INTEGER", nullable: false),
                    Commission = table.Column<long>(type: "INTEGER", nullable: false),
                    Tax = table.Column<long>(type: "INTEGER", nullable: false),
                    Credit = table.Column<long>(type: "INTEGER", nullable: false),
                    Carry = table.Column<long>(type: "INTEGER", nullable: false),
                    Held = table.Column<long>(type: "INTEGER", nullable: false),
                    TaxBasisPoints = table.Column<int>(type: "INTEGER", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    IssuedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    PaidAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_statements", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "station_leases",
                columns: table => new
                {
                    StationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Node = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Until = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_station_leases", x => x.StationId);
                });

            migrationBuilder.CreateTable(
                name: "station_months",
                columns: table => new
                {
                    Period = table.Column<string>(type: "TEXT", maxLength: 7, nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    Station = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Tier = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    TimeZone = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    CoverageJson = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_station_months", x => new { x.Period, x.Revision, x.Station });
                });

            migrationBuilder.CreateTable(
                name: "stations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OwnerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Slug = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Region = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Territory = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    TimeZone = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    LicenceClass = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Tier = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    AudienceEstimate = table.Column<int>(type: "INTEGER", nullable: true),
                    RegisteredAt = table.Column<long>(type: "INTEGER", nullable: false),
                    IsEnabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    DisabledReason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    ResumesAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "status_notices",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_status_notices", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "timers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Subject = table.Column<Guid>(type: "TEXT", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    RetryAt = table.Column<long>(type: "INTEGER", nullable: true),
                    FiredAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    LastError = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_timers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "track_prints",
                columns: table => new
                {
                    TrackId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Print = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ProfileId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    EngineVersion = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Waveform = table.Column<byte[]>(type: "BLOB", nullable: false),
                    MadeAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_track_prints", x => x.TrackId);
                });

            migrationBuilder.CreateTable(
                name: "tracks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ArtistId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    VersionTitle = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Genre = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Isrc = table.Column<string>(type: "TEXT", maxLength: 12, nullable: true),
                    Language = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    AudioBlob = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    FileName = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    CoverBlob = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    DurationSeconds = table.Column<double>(type: "REAL", nullable: false),
                    LevelDb = table.Column<double>(type: "REAL", nullable: true),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    StateAt = table.Column<long>(type: "INTEGER", nullable: false),
                    FailureCode = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    FailureReason = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    MayRetry = table.Column<bool>(type: "INTEGER", nullable: false),
                    RecordingId = table.Column<Guid>(type: "TEXT", nullable: true),
                    DuplicateOf = table.Column<Guid>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tracks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "unknown_airings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    SoundId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AnchorAt = table.Column<long>(type: "INTEGER", nullable: false),
                    FromAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ToAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_unknown_airings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "unknown_pieces",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    StationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    HeardAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LengthMs = table.Column<int>(type: "INTEGER", nullable: false),
                    Print = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ProfileId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ClipKey = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    SoundId = table.Column<Guid>(type: "TEXT", nullable: true),
                    PositionMs = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_unknown_pieces", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "unknown_sounds",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    FirstHeardAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LastHeardAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Times = table.Column<int>(type: "INTEGER", nullable: false),
                    StationCount = table.Column<int>(type: "INTEGER", nullable: false),
                    FromMs = table.Column<int>(type: "INTEGER", nullable: false),
                    ToMs = table.Column<int>(type: "INTEGER", nullable: false),
                    ClipKey = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    RecordingId = table.Column<Guid>(type: "TEXT", nullable: true),
                    LinkedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_unknown_sounds", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "uploads",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OwnerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Purpose = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    FileName = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    DeclaredBytes = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Blob = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    RefusalCode = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_uploads", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "user_sessions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LastSeenAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Device = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Address = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    HasSecondFactor = table.Column<bool>(type: "INTEGER", nullable: false),
                    Stamp = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_user_sessions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "users",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    DisplayName = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Slug = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    About = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    AvatarTag = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Language = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    TimeZone = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Currency = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    SuspendedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    SealedCodeKey = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    LastCodeStep = table.Column<long>(type: "INTEGER", nullable: false),
                    CodeFailures = table.Column<int>(type: "INTEGER", nullable: false),
                    CodeWaitUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    UserName = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    NormalizedUserName = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    Email = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    NormalizedEmail = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    EmailConfirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    PasswordHash = table.Column<string>(type: "TEXT", nullable: true),
                    SecurityStamp = table.Column<string>(type: "TEXT", nullable: true),
                    ConcurrencyStamp = table.Column<string>(type: "TEXT", nullable: true),
                    PhoneNumber = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    PhoneNumberConfirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    TwoFactorEnabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    LockoutEnd = table.Column<DateTimeOffset>(type: "TEXT", nullable: true),
                    LockoutEnabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    AccessFailedCount = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_users", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "webhook_messages",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Rail = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    EventKey = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    OperationKey = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    ProviderRef = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    Headers = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Body = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ReceivedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ProcessedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_webhook_messages", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "withdrawals",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    MethodId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Asset = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    AmountMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Network = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Number = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    HolderName = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    StateSince = table.Column<long>(type: "INTEGER", nullable: false),
                    RequestedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    NeedsSecond = table.Column<bool>(type: "INTEGER", nullable: false),
                    FirstApprover = table.Column<Guid>(type: "TEXT", nullable: true),
                    SecondApprover = table.Column<Guid>(type: "TEXT", nullable: true),
                    ApprovedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    BatchId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Turns = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_withdrawals", x => x.Id);
                    table.CheckConstraint("ck_withdrawals_amount", "\"AmountMinor\" > 0");
                });

            migrationBuilder.CreateTable(
                name: "tranches",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AgreementId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    PayerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Category = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Asset = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    PriceMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    TaxJurisdiction = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    TaxMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    PayeesJson = table.Column<string>(type: "TEXT", nullable: false),
                    ClearingDays = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    StateSince = table.Column<long>(type: "INTEGER", nullable: false),
                    FrozenFrom = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    HorizonAt = table.Column<long>(type: "INTEGER", nullable: true),
                    OpenRefunds = table.Column<int>(type: "INTEGER", nullable: false),
                    AwaitsRail = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tranches", x => x.Id);
                    table.ForeignKey(
                        name: "FK_tranches_agreements_AgreementId",
                        column: x => x.AgreementId,
                        principalTable: "agreements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "chargeback_parts",
                columns: table => new
                {
                    ChargebackId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Account = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Amount = table.Column<long>(type: "INTEGER", nullable: false),
                    Share = table.Column<int>(type: "INTEGER", nullable: false),
                    User = table.Column<Guid>(type: "TEXT", nullable: false),
                    Clearing = table.Column<Guid>(type: "TEXT", nullable: true),
                    Refund = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_chargeback_parts", x => new { x.ChargebackId, x.Number });
                    table.ForeignKey(
                        name: "FK_chargeback_parts_chargebacks_ChargebackId",
                        column: x => x.ChargebackId,
                        principalTable: "chargebacks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ledger_entries",
                columns: table => new
                {
                    TransactionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Account = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Asset = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Amount = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_entries", x => new { x.TransactionId, x.Number });
                    table.CheckConstraint("ck_ledger_entries_amount", "\"Amount\" <> 0");
                    table.ForeignKey(
                        name: "FK_ledger_entries_ledger_transactions_TransactionId",
                        column: x => x.TransactionId,
                        principalTable: "ledger_transactions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ledger_seals",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    TransactionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PreviousHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_seals", x => x.Number);
                    table.ForeignKey(
                        name: "FK_ledger_seals_ledger_transactions_TransactionId",
                        column: x => x.TransactionId,
                        principalTable: "ledger_transactions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "royalty_allocations",
                columns: table => new
                {
                    Line = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    ContributorId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PayeeId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Ipi = table.Column<string>(type: "TEXT", maxLength: 11, nullable: false),
                    BasisPoints = table.Column<int>(type: "INTEGER", nullable: false),
                    Amount = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_royalty_allocations", x => new { x.Line, x.Number });
                    table.ForeignKey(
                        name: "FK_royalty_allocations_royalty_lines_Line",
                        column: x => x.Line,
                        principalTable: "royalty_lines",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "royalty_line_plays",
                columns: table => new
                {
                    Line = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Play = table.Column<Guid>(type: "TEXT", nullable: false),
                    StartUtc = table.Column<long>(type: "INTEGER", nullable: false),
                    EndUtc = table.Column<long>(type: "INTEGER", nullable: false),
                    OffsetMinutes = table.Column<int>(type: "INTEGER", nullable: false),
                    LowerSeconds = table.Column<int>(type: "INTEGER", nullable: false),
                    AudibleSeconds = table.Column<int>(type: "INTEGER", nullable: false),
                    UpperSeconds = table.Column<int>(type: "INTEGER", nullable: false),
                    ChargeableSeconds = table.Column<int>(type: "INTEGER", nullable: false),
                    Usage = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Daypart = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Tier = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Detections = table.Column<int>(type: "INTEGER", nullable: false),
                    Confidence = table.Column<long>(type: "INTEGER", nullable: false),
                    DecidedBy = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Method = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    RuleId = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    RuleVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    Rate = table.Column<long>(type: "INTEGER", nullable: false),
                    TierWeight = table.Column<long>(type: "INTEGER", nullable: false),
                    DaypartWeight = table.Column<long>(type: "INTEGER", nullable: false),
                    UsageWeight = table.Column<long>(type: "INTEGER", nullable: false),
                    TerritoryWeight = table.Column<long>(type: "INTEGER", nullable: false),
                    Amount = table.Column<long>(type: "INTEGER", nullable: false),
                    EvidenceHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_royalty_line_plays", x => new { x.Line, x.Number });
                    table.ForeignKey(
                        name: "FK_royalty_line_plays_royalty_lines_Line",
                        column: x => x.Line,
                        principalTable: "royalty_lines",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "split_shares",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    VersionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Sequence = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    ContributorId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    BasisPoints = table.Column<int>(type: "INTEGER", nullable: false),
                    AcceptedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DeclinedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_split_shares", x => x.Id);
                    table.ForeignKey(
                        name: "FK_split_shares_split_versions_VersionId",
                        column: x => x.VersionId,
                        principalTable: "split_versions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "statement_lines",
                columns: table => new
                {
                    Statement = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Type = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Line = table.Column<Guid>(type: "TEXT", nullable: true),
                    Allocation = table.Column<int>(type: "INTEGER", nullable: false),
                    Amount = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_statement_lines", x => new { x.Statement, x.Number });
                    table.ForeignKey(
                        name: "FK_statement_lines_statements_Statement",
                        column: x => x.Statement,
                        principalTable: "statements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "station_plans",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    StationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    From = table.Column<long>(type: "INTEGER", nullable: false),
                    To = table.Column<long>(type: "INTEGER", nullable: true),
                    Mode_OverlapSeconds = table.Column<int>(type: "INTEGER", nullable: false),
                    Mode_PeriodSeconds = table.Column<int>(type: "INTEGER", nullable: false),
                    Mode_WindowSeconds = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_station_plans", x => x.Id);
                    table.ForeignKey(
                        name: "FK_station_plans_stations_StationId",
                        column: x => x.StationId,
                        principalTable: "stations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "station_tiers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    StationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Tier = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    From = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_station_tiers", x => x.Id);
                    table.ForeignKey(
                        name: "FK_station_tiers_stations_StationId",
                        column: x => x.StationId,
                        principalTable: "stations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "stream_urls",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    StationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Url = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Priority = table.Column<int>(type: "INTEGER", nullable: false),
                    AddedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    TriedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    HeardAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LastError = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stream_urls", x => x.Id);
                    table.ForeignKey(
                        name: "FK_stream_urls_stations_StationId",
                        column: x => x.StationId,
                        principalTable: "stations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserClaims",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ClaimType = table.Column<string>(type: "TEXT", nullable: true),
                    ClaimValue = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserClaims", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AspNetUserClaims_users_UserId",
                        column: x => x.UserId,
                        principalTable: "users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserLogins",
                columns: table => new
                {
                    LoginProvider = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    ProviderKey = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    ProviderDisplayName = table.Column<string>(type: "TEXT", nullable: true),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserLogins", x => new { x.LoginProvider, x.ProviderKey });
                    table.ForeignKey(
                        name: "FK_AspNetUserLogins_users_UserId",
                        column: x => x.UserId,
                        principalTable: "users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserTokens",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LoginProvider = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    Value = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserTokens", x => new { x.UserId, x.LoginProvider, x.Name });
                    table.ForeignKey(
                        name: "FK_AspNetUserTokens_users_UserId",
                        column: x => x.UserId,
                        principalTable: "users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "passkeys",
                columns: table => new
                {
                    CredentialId = table.Column<byte[]>(type: "BLOB", maxLength: 1024, nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Data = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_passkeys", x => x.CredentialId);
                    table.ForeignKey(
                        name: "FK_passkeys_users_UserId",
                        column: x => x.UserId,
                        principalTable: "users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "withdrawal_slices",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    WithdrawalId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Asset = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    AmountMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    SendAt = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    StateSince = table.Column<long>(type: "INTEGER", nullable: false),
                    Provider = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    OperationId = table.Column<Guid>(type: "TEXT", nullable: true),
                    SubmittedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    PaidMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    ReturnedMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    FeeMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_withdrawal_slices", x => x.Id);
                    table.CheckConstraint("ck_withdrawal_slices_paid", "\"AmountMinor\" > 0 AND \"PaidMinor\" >= 0 AND \"PaidMinor\" <= \"AmountMinor\" AND \"ReturnedMinor\" >= 0 AND \"ReturnedMinor\" <= \"PaidMinor\"");
                    table.ForeignKey(
                        name: "FK_withdrawal_slices_withdrawals_WithdrawalId",
                        column: x => x.WithdrawalId,
                        principalTable: "withdrawals",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "captures",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    TrancheId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Provider = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Part = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    AttemptId = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    HorizonAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Asset = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Amount = table.Column<long>(type: "INTEGER", nullable: false),
                    Surplus = table.Column<long>(type: "INTEGER", nullable: false),
                    AwaitsFinish = table.Column<bool>(type: "INTEGER", nullable: false),
                    Left = table.Column<long>(type: "INTEGER", nullable: false),
                    Released = table.Column<long>(type: "INTEGER", nullable: false),
                    Refunded = table.Column<long>(type: "INTEGER", nullable: false),
                    Charged = table.Column<long>(type: "INTEGER", nullable: false),
                    ChargedInEscrow = table.Column<long>(type: "INTEGER", nullable: false),
                    OpenChargebacks = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_captures", x => x.Id);
                    table.CheckConstraint("ck_captures_sum", "\"Left\" >= 0 AND \"Released\" >= 0 AND \"Refunded\" >= 0 AND \"Left\" + \"Released\" + \"Refunded\" + \"ChargedInEscrow\" = \"Amount\"");
                    table.ForeignKey(
                        name: "FK_captures_tranches_TrancheId",
                        column: x => x.TrancheId,
                        principalTable: "tranches",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "capture_shares",
                columns: table => new
                {
                    CaptureId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Account = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    User = table.Column<Guid>(type: "TEXT", nullable: false),
                    Total = table.Column<long>(type: "INTEGER", nullable: false),
                    Left = table.Column<long>(type: "INTEGER", nullable: false),
                    Released = table.Column<long>(type: "INTEGER", nullable: false),
                    TakenBack = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_capture_shares", x => new { x.CaptureId, x.Number });
                    table.CheckConstraint("ck_capture_shares_left", "\"Left\" >= 0 AND \"Released\" >= 0 AND \"TakenBack\" >= 0 AND \"TakenBack\" <= \"Released\" AND \"Left\" + \"Released\" <= \"Total\"");
                    table.ForeignKey(
                        name: "FK_capture_shares_captures_CaptureId",
                        column: x => x.CaptureId,
                        principalTable: "captures",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "royalty_rules",
                columns: new[] { "RuleId", "RuleVersion", "Amount", "Dayparts", "From", "MaximumChargeableSeconds", "Method", "MinimumPlaySeconds", "PerPlayCap", "PerPlayFloor", "Recording", "Scope", "Station", "Territory", "TerritoryWeights", "Tier", "TierWeights", "To", "UsageWeights" },
                values: new object[] { "standard", 1, 5000L, "[{\"Code\":\"overnight\",\"FromHour\":0,\"ToHour\":6,\"Weight\":0.60},{\"Code\":\"morning\",\"FromHour\":6,\"ToHour\":10,\"Weight\":1.50},{\"Code\":\"midday\",\"FromHour\":10,\"ToHour\":15,\"Weight\":1.00},{\"Code\":\"drive\",\"FromHour\":15,\"ToHour\":19,\"Weight\":1.25},{\"Code\":\"evening\",\"FromHour\":19,\"ToHour\":24,\"Weight\":0.90}]", 1577836800000000L, 600, "RatePerSecond", 30, null, null, null, "Global", null, null, "{\"GH\":1.00}", null, "{\"A\":1.50,\"B\":1.00,\"C\":0.60,\"COM\":0.40,\"ONL\":0.50}", null, "{\"Feature\":1.00,\"Theme\":0.50,\"Background\":0.30,\"Advert\":0}" });

            migrationBuilder.CreateIndex(
                name: "IX_adjudications_PlayId",
                table: "adjudications",
                column: "PlayId");

            migrationBuilder.CreateIndex(
                name: "IX_agreements_PayerId",
                table: "agreements",
                column: "PayerId");

            migrationBuilder.CreateIndex(
                name: "IX_agreements_Subject",
                table: "agreements",
                column: "Subject");

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserClaims_UserId",
                table: "AspNetUserClaims",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserLogins_UserId",
                table: "AspNetUserLogins",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_audit_entries_Actor_At",
                table: "audit_entries",
                columns: new[] { "Actor", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_audit_entries_Hash",
                table: "audit_entries",
                column: "Hash");

            migrationBuilder.CreateIndex(
                name: "IX_audit_entries_PreviousHash",
                table: "audit_entries",
                column: "PreviousHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_calculation_runs_EndedAt_LeaseUntil",
                table: "calculation_runs",
                columns: new[] { "EndedAt", "LeaseUntil" });

            migrationBuilder.CreateIndex(
                name: "IX_calculation_runs_Period_At",
                table: "calculation_runs",
                columns: new[] { "Period", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_capability_grants_UserId_Capability",
                table: "capability_grants",
                columns: new[] { "UserId", "Capability" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_capture_windows_RecordedAt",
                table: "capture_windows",
                column: "RecordedAt");

            migrationBuilder.CreateIndex(
                name: "IX_capture_windows_StationId_ScheduledAt",
                table: "capture_windows",
                columns: new[] { "StationId", "ScheduledAt" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_capture_windows_StationId_StartAt",
                table: "capture_windows",
                columns: new[] { "StationId", "StartAt" });

            migrationBuilder.CreateIndex(
                name: "IX_captures_AttemptId",
                table: "captures",
                column: "AttemptId");

            migrationBuilder.CreateIndex(
                name: "IX_captures_Provider_Reference",
                table: "captures",
                columns: new[] { "Provider", "Reference" });

            migrationBuilder.CreateIndex(
                name: "IX_captures_TrancheId",
                table: "captures",
                column: "TrancheId");

            migrationBuilder.CreateIndex(
                name: "IX_chargebacks_CaptureId",
                table: "chargebacks",
                column: "CaptureId");

            migrationBuilder.CreateIndex(
                name: "IX_chargebacks_Provider_Reference",
                table: "chargebacks",
                columns: new[] { "Provider", "Reference" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_chargebacks_TrancheId",
                table: "chargebacks",
                column: "TrancheId");

            migrationBuilder.CreateIndex(
                name: "IX_clearings_Subject",
                table: "clearings",
                column: "Subject");

            migrationBuilder.CreateIndex(
                name: "IX_clearings_UserId_Asset_MaturedAt",
                table: "clearings",
                columns: new[] { "UserId", "Asset", "MaturedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_detections_RecordingId_MatchStartAt",
                table: "detections",
                columns: new[] { "RecordingId", "MatchStartAt" });

            migrationBuilder.CreateIndex(
                name: "IX_detections_StationId_MatchStartAt",
                table: "detections",
                columns: new[] { "StationId", "MatchStartAt" });

            migrationBuilder.CreateIndex(
                name: "IX_detections_WindowId",
                table: "detections",
                column: "WindowId");

            migrationBuilder.CreateIndex(
                name: "IX_fee_rules_Asset_Category",
                table: "fee_rules",
                columns: new[] { "Asset", "Category" });

            migrationBuilder.CreateIndex(
                name: "IX_hand_transfers_SliceId",
                table: "hand_transfers",
                column: "SliceId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_hand_transfers_State_CreatedAt",
                table: "hand_transfers",
                columns: new[] { "State", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_invoices_Cause",
                table: "invoices",
                column: "Cause",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_invoices_Credits",
                table: "invoices",
                column: "Credits");

            migrationBuilder.CreateIndex(
                name: "IX_invoices_Entity_Kind_Year_Sequence",
                table: "invoices",
                columns: new[] { "Entity", "Kind", "Year", "Sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_invoices_UserId_IssuedAt",
                table: "invoices",
                columns: new[] { "UserId", "IssuedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_known_devices_UserId",
                table: "known_devices",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_kyc_cases_NumberMark",
                table: "kyc_cases",
                column: "NumberMark");

            migrationBuilder.CreateIndex(
                name: "IX_kyc_cases_State_StateSince",
                table: "kyc_cases",
                columns: new[] { "State", "StateSince" });

            migrationBuilder.CreateIndex(
                name: "IX_kyc_documents_UserId_State",
                table: "kyc_documents",
                columns: new[] { "UserId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_kyc_views_DocumentId_At",
                table: "kyc_views",
                columns: new[] { "DocumentId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_ledger_entries_Account_Asset_TransactionId",
                table: "ledger_entries",
                columns: new[] { "Account", "Asset", "TransactionId" });

            migrationBuilder.CreateIndex(
                name: "IX_ledger_proofs_At",
                table: "ledger_proofs",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_ledger_seals_PreviousHash",
                table: "ledger_seals",
                column: "PreviousHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ledger_seals_TransactionId",
                table: "ledger_seals",
                column: "TransactionId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ledger_transactions_Cause",
                table: "ledger_transactions",
                column: "Cause",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ledger_transactions_RecordedAt",
                table: "ledger_transactions",
                column: "RecordedAt");

            migrationBuilder.CreateIndex(
                name: "IX_ledger_transactions_Reverses",
                table: "ledger_transactions",
                column: "Reverses",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ledger_transactions_Subject",
                table: "ledger_transactions",
                column: "Subject");

            migrationBuilder.CreateIndex(
                name: "IX_mail_links_ExpiresAt",
                table: "mail_links",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_mail_links_UserId_Purpose",
                table: "mail_links",
                columns: new[] { "UserId", "Purpose" });

            migrationBuilder.CreateIndex(
                name: "IX_open_payments_flows_ReturnKey",
                table: "open_payments_flows",
                column: "ReturnKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_outbox_DoneAt_DueAt",
                table: "outbox",
                columns: new[] { "DoneAt", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_ownership_conflicts_ClaimantTrackId_OtherTrackId",
                table: "ownership_conflicts",
                columns: new[] { "ClaimantTrackId", "OtherTrackId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ownership_conflicts_OtherTrackId",
                table: "ownership_conflicts",
                column: "OtherTrackId");

            migrationBuilder.CreateIndex(
                name: "IX_ownership_conflicts_RecordingId_ClosedAt",
                table: "ownership_conflicts",
                columns: new[] { "RecordingId", "ClosedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_passkeys_UserId",
                table: "passkeys",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_payment_attempts_AttentionSince",
                table: "payment_attempts",
                column: "AttentionSince");

            migrationBuilder.CreateIndex(
                name: "IX_payment_attempts_CollectId",
                table: "payment_attempts",
                column: "CollectId");

            migrationBuilder.CreateIndex(
                name: "IX_payment_attempts_PaidFor",
                table: "payment_attempts",
                column: "PaidFor",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_payment_attempts_PayerId_CreatedAt",
                table: "payment_attempts",
                columns: new[] { "PayerId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_payment_attempts_Purpose_For_State",
                table: "payment_attempts",
                columns: new[] { "Purpose", "For", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_payout_batches_State_PreparedAt",
                table: "payout_batches",
                columns: new[] { "State", "PreparedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_payout_brakes_EndedAt",
                table: "payout_brakes",
                column: "EndedAt");

            migrationBuilder.CreateIndex(
                name: "IX_payout_methods_Number",
                table: "payout_methods",
                column: "Number");

            migrationBuilder.CreateIndex(
                name: "IX_payout_methods_State_AddedAt",
                table: "payout_methods",
                columns: new[] { "State", "AddedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_payout_methods_UserId_State",
                table: "payout_methods",
                columns: new[] { "UserId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_payout_schedules_UserId_Asset",
                table: "payout_schedules",
                columns: new[] { "UserId", "Asset" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_play_detections_PlayId",
                table: "play_detections",
                column: "PlayId");

            migrationBuilder.CreateIndex(
                name: "IX_plays_FirstDetectionId",
                table: "plays",
                column: "FirstDetectionId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_plays_LastHeardAt",
                table: "plays",
                column: "LastHeardAt");

            migrationBuilder.CreateIndex(
                name: "IX_plays_RecordingId_StartAt",
                table: "plays",
                columns: new[] { "RecordingId", "StartAt" });

            migrationBuilder.CreateIndex(
                name: "IX_plays_StationId_StartAt",
                table: "plays",
                columns: new[] { "StationId", "StartAt" });

            migrationBuilder.CreateIndex(
                name: "IX_rail_events_At",
                table: "rail_events",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_rail_events_OperationId_Effect",
                table: "rail_events",
                columns: new[] { "OperationId", "Effect" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_rail_operations_CollectId",
                table: "rail_operations",
                column: "CollectId");

            migrationBuilder.CreateIndex(
                name: "IX_rail_operations_OpenKey",
                table: "rail_operations",
                column: "OpenKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_rail_operations_ProviderKey",
                table: "rail_operations",
                column: "ProviderKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_rail_operations_Rail_CreatedAt",
                table: "rail_operations",
                columns: new[] { "Rail", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_rail_operations_Rail_ProviderRef",
                table: "rail_operations",
                columns: new[] { "Rail", "ProviderRef" });

            migrationBuilder.CreateIndex(
                name: "IX_rail_operations_State_CreatedAt",
                table: "rail_operations",
                columns: new[] { "State", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_rail_operations_Subject",
                table: "rail_operations",
                column: "Subject");

            migrationBuilder.CreateIndex(
                name: "IX_rail_statement_entries_OperationId",
                table: "rail_statement_entries",
                column: "OperationId");

            migrationBuilder.CreateIndex(
                name: "IX_rail_statement_entries_Rail_Asset_At",
                table: "rail_statement_entries",
                columns: new[] { "Rail", "Asset", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_rail_statement_entries_Rail_LineId",
                table: "rail_statement_entries",
                columns: new[] { "Rail", "LineId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_rail_statement_runs_Rail_Asset_At",
                table: "rail_statement_runs",
                columns: new[] { "Rail", "Asset", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_receipts_At",
                table: "receipts",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_recordings_RetiredAt",
                table: "recordings",
                column: "RetiredAt");

            migrationBuilder.CreateIndex(
                name: "IX_refunds_CaptureId",
                table: "refunds",
                column: "CaptureId");

            migrationBuilder.CreateIndex(
                name: "IX_refunds_PayerId",
                table: "refunds",
                column: "PayerId");

            migrationBuilder.CreateIndex(
                name: "IX_refunds_State_StateSince",
                table: "refunds",
                columns: new[] { "State", "StateSince" });

            migrationBuilder.CreateIndex(
                name: "IX_refunds_TrancheId",
                table: "refunds",
                column: "TrancheId");

            migrationBuilder.CreateIndex(
                name: "IX_royalty_allocations_PayeeId",
                table: "royalty_allocations",
                column: "PayeeId");

            migrationBuilder.CreateIndex(
                name: "IX_royalty_line_plays_Play",
                table: "royalty_line_plays",
                column: "Play");

            migrationBuilder.CreateIndex(
                name: "IX_royalty_lines_Period_Revision_Number",
                table: "royalty_lines",
                columns: new[] { "Period", "Revision", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_royalty_lines_Recording_Period",
                table: "royalty_lines",
                columns: new[] { "Recording", "Period" });

            migrationBuilder.CreateIndex(
                name: "IX_royalty_lines_Station_Period",
                table: "royalty_lines",
                columns: new[] { "Station", "Period" });

            migrationBuilder.CreateIndex(
                name: "IX_sample_hints_SampledId",
                table: "sample_hints",
                column: "SampledId");

            migrationBuilder.CreateIndex(
                name: "IX_sanctions_UserId_EndedAt",
                table: "sanctions",
                columns: new[] { "UserId", "EndedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_sandbox_deliveries_TakenAt_DueAt",
                table: "sandbox_deliveries",
                columns: new[] { "TakenAt", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_sandbox_movements_Asset_At",
                table: "sandbox_movements",
                columns: new[] { "Asset", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_sandbox_orders_CreatedAt",
                table: "sandbox_orders",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_sandbox_orders_Reference",
                table: "sandbox_orders",
                column: "Reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_shared_material_With",
                table: "shared_material",
                column: "With");

            migrationBuilder.CreateIndex(
                name: "IX_split_shares_ContributorId",
                table: "split_shares",
                column: "ContributorId");

            migrationBuilder.CreateIndex(
                name: "IX_split_shares_Email",
                table: "split_shares",
                column: "Email");

            migrationBuilder.CreateIndex(
                name: "IX_split_shares_VersionId",
                table: "split_shares",
                column: "VersionId");

            migrationBuilder.CreateIndex(
                name: "IX_split_versions_TrackId_Number",
                table: "split_versions",
                columns: new[] { "TrackId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_staff_grants_Role_EndedAt",
                table: "staff_grants",
                columns: new[] { "Role", "EndedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_staff_grants_UserId_Role",
                table: "staff_grants",
                columns: new[] { "UserId", "Role" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_statement_lines_Line",
                table: "statement_lines",
                column: "Line");

            migrationBuilder.CreateIndex(
                name: "IX_statements_Account_Kind_Period",
                table: "statements",
                columns: new[] { "Account", "Kind", "Period" });

            migrationBuilder.CreateIndex(
                name: "IX_statements_Number",
                table: "statements",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_statements_PartyId_State_Period",
                table: "statements",
                columns: new[] { "PartyId", "State", "Period" });

            migrationBuilder.CreateIndex(
                name: "IX_statements_Period_Revision_Kind",
                table: "statements",
                columns: new[] { "Period", "Revision", "Kind" });

            migrationBuilder.CreateIndex(
                name: "IX_station_plans_StationId",
                table: "station_plans",
                column: "StationId");

            migrationBuilder.CreateIndex(
                name: "IX_station_tiers_StationId",
                table: "station_tiers",
                column: "StationId");

            migrationBuilder.CreateIndex(
                name: "IX_stations_OwnerId",
                table: "stations",
                column: "OwnerId");

            migrationBuilder.CreateIndex(
                name: "IX_stations_Slug",
                table: "stations",
                column: "Slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_status_notices_EndedAt",
                table: "status_notices",
                column: "EndedAt");

            migrationBuilder.CreateIndex(
                name: "IX_stream_urls_StationId",
                table: "stream_urls",
                column: "StationId");

            migrationBuilder.CreateIndex(
                name: "IX_timers_FiredAt_DueAt",
                table: "timers",
                columns: new[] { "FiredAt", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_timers_Kind_Subject",
                table: "timers",
                columns: new[] { "Kind", "Subject" });

            migrationBuilder.CreateIndex(
                name: "IX_tracks_ArtistId_CreatedAt",
                table: "tracks",
                columns: new[] { "ArtistId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_tracks_AudioBlob",
                table: "tracks",
                column: "AudioBlob");

            migrationBuilder.CreateIndex(
                name: "IX_tracks_Isrc",
                table: "tracks",
                column: "Isrc");

            migrationBuilder.CreateIndex(
                name: "IX_tracks_RecordingId",
                table: "tracks",
                column: "RecordingId");

            migrationBuilder.CreateIndex(
                name: "IX_tracks_State",
                table: "tracks",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_tranches_AgreementId",
                table: "tranches",
                column: "AgreementId");

            migrationBuilder.CreateIndex(
                name: "IX_tranches_State_StateSince",
                table: "tranches",
                columns: new[] { "State", "StateSince" });

            migrationBuilder.CreateIndex(
                name: "IX_tranches_Subject",
                table: "tranches",
                column: "Subject");

            migrationBuilder.CreateIndex(
                name: "IX_unknown_airings_SoundId_FromAt",
                table: "unknown_airings",
                columns: new[] { "SoundId", "FromAt" });

            migrationBuilder.CreateIndex(
                name: "IX_unknown_airings_StationId_AnchorAt",
                table: "unknown_airings",
                columns: new[] { "StationId", "AnchorAt" });

            migrationBuilder.CreateIndex(
                name: "IX_unknown_pieces_SoundId_HeardAt",
                table: "unknown_pieces",
                columns: new[] { "SoundId", "HeardAt" });

            migrationBuilder.CreateIndex(
                name: "IX_unknown_pieces_StationId_HeardAt",
                table: "unknown_pieces",
                columns: new[] { "StationId", "HeardAt" });

            migrationBuilder.CreateIndex(
                name: "IX_unknown_sounds_RecordingId",
                table: "unknown_sounds",
                column: "RecordingId");

            migrationBuilder.CreateIndex(
                name: "IX_unknown_sounds_Times_LastHeardAt",
                table: "unknown_sounds",
                columns: new[] { "Times", "LastHeardAt" });

            migrationBuilder.CreateIndex(
                name: "IX_uploads_Blob",
                table: "uploads",
                column: "Blob");

            migrationBuilder.CreateIndex(
                name: "IX_uploads_OwnerId_State",
                table: "uploads",
                columns: new[] { "OwnerId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_uploads_State_ExpiresAt",
                table: "uploads",
                columns: new[] { "State", "ExpiresAt" });

            migrationBuilder.CreateIndex(
                name: "IX_user_sessions_UserId_EndedAt",
                table: "user_sessions",
                columns: new[] { "UserId", "EndedAt" });

            migrationBuilder.CreateIndex(
                name: "EmailIndex",
                table: "users",
                column: "NormalizedEmail",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_users_Slug",
                table: "users",
                column: "Slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UserNameIndex",
                table: "users",
                column: "NormalizedUserName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_webhook_messages_Rail_EventKey",
                table: "webhook_messages",
                columns: new[] { "Rail", "EventKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_webhook_messages_State_ReceivedAt",
                table: "webhook_messages",
                columns: new[] { "State", "ReceivedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_withdrawal_slices_OperationId",
                table: "withdrawal_slices",
                column: "OperationId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_withdrawal_slices_State_SendAt",
                table: "withdrawal_slices",
                columns: new[] { "State", "SendAt" });

            migrationBuilder.CreateIndex(
                name: "IX_withdrawal_slices_WithdrawalId_Number",
                table: "withdrawal_slices",
                columns: new[] { "WithdrawalId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_withdrawals_BatchId",
                table: "withdrawals",
                column: "BatchId");

            migrationBuilder.CreateIndex(
                name: "IX_withdrawals_State_DueAt",
                table: "withdrawals",
                columns: new[] { "State", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_withdrawals_Subject",
                table: "withdrawals",
                column: "Subject",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_withdrawals_UserId_RequestedAt",
                table: "withdrawals",
                columns: new[] { "UserId", "RequestedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "adjudications");

            migrationBuilder.DropTable(
                name: "AspNetUserClaims");

            migrationBuilder.DropTable(
                name: "AspNetUserLogins");

            migrationBuilder.DropTable(
                name: "AspNetUserTokens");

            migrationBuilder.DropTable(
                name: "audit_entries");

            migrationBuilder.DropTable(
                name: "avatars");

            migrationBuilder.DropTable(
                name: "calculation_runs");

            migrationBuilder.DropTable(
                name: "capability_grants");

            migrationBuilder.DropTable(
                name: "capture_shares");

            migrationBuilder.DropTable(
                name: "capture_windows");

            migrationBuilder.DropTable(
                name: "chargeback_parts");

            migrationBuilder.DropTable(
                name: "chores");

            migrationBuilder.DropTable(
                name: "clearings");

            migrationBuilder.DropTable(
                name: "detections");

            migrationBuilder.DropTable(
                name: "drafts");

            migrationBuilder.DropTable(
                name: "fee_rules");

            migrationBuilder.DropTable(
                name: "hand_transfers");

            migrationBuilder.DropTable(
                name: "images");

            migrationBuilder.DropTable(
                name: "invoice_series");

            migrationBuilder.DropTable(
                name: "invoices");

            migrationBuilder.DropTable(
                name: "known_devices");

            migrationBuilder.DropTable(
                name: "kyc_cases");

            migrationBuilder.DropTable(
                name: "kyc_documents");

            migrationBuilder.DropTable(
                name: "kyc_views");

            migrationBuilder.DropTable(
                name: "ledger_balances");

            migrationBuilder.DropTable(
                name: "ledger_entries");

            migrationBuilder.DropTable(
                name: "ledger_proofs");

            migrationBuilder.DropTable(
                name: "ledger_seals");

            migrationBuilder.DropTable(
                name: "mail_links");

            migrationBuilder.DropTable(
                name: "open_payments_flows");

            migrationBuilder.DropTable(
                name: "open_payments_grants");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "ownership_conflicts");

            migrationBuilder.DropTable(
                name: "passkeys");

            migrationBuilder.DropTable(
                name: "payment_attempts");

            migrationBuilder.DropTable(
                name: "payout_accounts");

            migrationBuilder.DropTable(
                name: "payout_batches");

            migrationBuilder.DropTable(
                name: "payout_brakes");

            migrationBuilder.DropTable(
                name: "payout_methods");

            migrationBuilder.DropTable(
                name: "payout_schedules");

            migrationBuilder.DropTable(
                name: "periods");

            migrationBuilder.DropTable(
                name: "play_detections");

            migrationBuilder.DropTable(
                name: "plays");

            migrationBuilder.DropTable(
                name: "rail_events");

            migrationBuilder.DropTable(
                name: "rail_operations");

            migrationBuilder.DropTable(
                name: "rail_statement_entries");

            migrationBuilder.DropTable(
                name: "rail_statement_runs");

            migrationBuilder.DropTable(
                name: "receipts");

            migrationBuilder.DropTable(
                name: "recordings");

            migrationBuilder.DropTable(
                name: "recovery_codes");

            migrationBuilder.DropTable(
                name: "refunds");

            migrationBuilder.DropTable(
                name: "royalty_allocations");

            migrationBuilder.DropTable(
                name: "royalty_line_plays");

            migrationBuilder.DropTable(
                name: "royalty_rules");

            migrationBuilder.DropTable(
                name: "sample_hints");

            migrationBuilder.DropTable(
                name: "sanctions");

            migrationBuilder.DropTable(
                name: "sandbox_deliveries");

            migrationBuilder.DropTable(
                name: "sandbox_dials");

            migrationBuilder.DropTable(
                name: "sandbox_movements");

            migrationBuilder.DropTable(
                name: "sandbox_orders");

            migrationBuilder.DropTable(
                name: "sent_mails");

            migrationBuilder.DropTable(
                name: "shared_material");

            migrationBuilder.DropTable(
                name: "split_shares");

            migrationBuilder.DropTable(
                name: "staff_grants");

            migrationBuilder.DropTable(
                name: "statement_lines");

            migrationBuilder.DropTable(
                name: "station_leases");

            migrationBuilder.DropTable(
                name: "station_months");

            migrationBuilder.DropTable(
                name: "station_plans");

            migrationBuilder.DropTable(
                name: "station_tiers");

            migrationBuilder.DropTable(
                name: "status_notices");

            migrationBuilder.DropTable(
                name: "stream_urls");

            migrationBuilder.DropTable(
                name: "timers");

            migrationBuilder.DropTable(
                name: "track_prints");

            migrationBuilder.DropTable(
                name: "tracks");

            migrationBuilder.DropTable(
                name: "unknown_airings");

            migrationBuilder.DropTable(
                name: "unknown_pieces");

            migrationBuilder.DropTable(
                name: "unknown_sounds");

            migrationBuilder.DropTable(
                name: "uploads");

            migrationBuilder.DropTable(
                name: "user_sessions");

            migrationBuilder.DropTable(
                name: "webhook_messages");

            migrationBuilder.DropTable(
                name: "withdrawal_slices");

            migrationBuilder.DropTable(
                name: "captures");

            migrationBuilder.DropTable(
                name: "chargebacks");

            migrationBuilder.DropTable(
                name: "ledger_transactions");

            migrationBuilder.DropTable(
                name: "users");

            migrationBuilder.DropTable(
                name: "royalty_lines");

            migrationBuilder.DropTable(
                name: "split_versions");

            migrationBuilder.DropTable(
                name: "statements");

            migrationBuilder.DropTable(
                name: "stations");

            migrationBuilder.DropTable(
                name: "withdrawals");

            migrationBuilder.DropTable(
                name: "tranches");

            migrationBuilder.DropTable(
                name: "agreements");
        }
    }
}
