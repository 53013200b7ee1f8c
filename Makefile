# Marketplace: every command of the project. `make run` and `make test` need nothing but the .NET 10 SDK on Debian or Ubuntu.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PORT ?= 8080
DATA ?= data
FILE ?= backup-$(shell date -u +%Y%m%d-%H%M%S).tar.gz
# Before the first release there is one migration per engine, written anew; afterwards each change gets a name.
NAME ?= --restart
TRACKS ?= 100000
export PORT DATA

.PHONY: help run dev setup build test test-web test-core test-audio test-station test-postgres measure measure-money measure-page measure-edits measure-day measure-scale bench-audio \
	hostile-stations sign-in-timing crash drill-payments lint format clean \
	migration db-migrate db-script db-reset backup restore docker docker-build docker-up docker-down docker-logs

##@ Start
help: ## Print this list
	@awk 'BEGIN { FS = ":.*## " } /^##@/ { printf "\n%s\n", substr($$0, 5) } /^[a-z-]+:.*## / { printf "  %-16s %s\n", $$1, $$2 }' Makefile

run: ## Build what changed and start the server with the demo world: PORT=8080 DATA=data
	@build/run.sh

dev: ## Start the server and rebuild on every saved file
	@build/packages.sh run
	Demo__On=true ASPNETCORE_ENVIRONMENT=Development dotnet watch --project Marketplace.Web run

setup: ## Install system packages and restore NuGet packages and tools
	@build/packages.sh test
	dotnet restore Marketplace.sln --locked-mode
	dotnet tool restore

build: ## Build the whole solution (Release)
	dotnet build Marketplace.sln -c Release -v q --nologo

##@ Check
test: ## Run all tests, then the use-case suite on PostgreSQL
	@build/test.sh

test-web: ## Tests of pages, endpoints and the browser
	@build/test.sh 'FullyQualifiedName~EndToEnd|FullyQualifiedName~Hosting'

test-core: ## Tests of the use cases, on SQLite
	@build/test.sh 'Suite=UseCases'

test-audio: ## Tests of the signal code
	@build/test.sh 'FullyQualifiedName~Marketplace.Tests.Audio'

test-station: ## A fast station with an announcer through a real icecast, to the artist's page (a minute and a half)
	@build/test.sh 'FullyQualifiedName~FastStationTests'

test-postgres: ## Tests of the use cases, on PostgreSQL
	@MARKETPLACE_TEST_ENGINE=postgres build/test.sh 'Suite=UseCases'

measure: ## Measure start, memory and the first page: prints the rows of docs/measurements.md (about six minutes)
	@build/measure.sh

measure-edits: ## How edits, copies and remixes of a catalogue are heard, as a table: LIST=list.tsv INDEX=folder
	@dotnet run -c Release --project Marketplace.Cli -- audio edits "$(LIST)" "$(INDEX)"

measure-day: ## A file of 24 hours, made by ffmpeg, through audio monitor: memory, time, plays (about five minutes)
	@build/measure-day.sh

measure-money: ## Measure money steps on SQLite and PostgreSQL beside the bare databases: SECONDS=10
	@build/measure-money.sh $(SECONDS)

bench-audio: ## Benchmark the stages of the ear on synthesised songs (some minutes); results in artifacts/benchmarks
	dotnet run -c Release --project Marketplace.Benchmarks -- --filter '*AudioStages*' --artifacts artifacts/benchmarks

measure-scale: ## Measure a large catalogue of variants: TRACKS=100000 (2.4 MB an hour: 13 GB); with INDEX= and CLIPS= on real music
	dotnet run -c Release --project Marketplace.Benchmarks -- scale "artifacts/scale-$(TRACKS)" $(TRACKS) $(INDEX) $(CLIPS)

crash: ## Kill the server KILLS=100 times amid 16 writers: ENGINE=sqlite or postgres; last line: kills, steps, lost, doubled, imbalance
	@build/crash.sh

drill-payments: ## A thousand payments over a rail that misbehaves all the time: PAYMENTS=1000
	@PAYMENTS=$${PAYMENTS:-1000} build/test.sh 'FullyQualifiedName~ThousandPayments'

measure-page: ## Measure the first page on a slow line with a slow processor (a minute)
	@build/measure-page.sh

hostile-stations: ## Measure what 58 bad stations cost beside 50 good ones: MINUTES=3
	@VERBOSITY=detailed build/test.sh 'FullyQualifiedName~HostileStations'

sign-in-timing: ## Measure whether the time of a refused sign-in tells that an address has an account: TRIES=40
	@build/sign-in-timing.sh

lint: ## Fail on any formatting difference or warning
	dotnet format Marketplace.sln --verify-no-changes --exclude Marketplace.Core/Storage/Sqlite/Migrations Marketplace.Core/Storage/Postgres/Migrations
	dotnet build Marketplace.sln -c Release --no-incremental -v q --nologo

format: ## Format the sources
	dotnet format Marketplace.sln --exclude Marketplace.Core/Storage/Sqlite/Migrations Marketplace.Core/Storage/Postgres/Migrations

clean: ## Remove everything that a build makes (the data stays)
	find . -type d \( -name bin -o -name obj \) -not -path './.git/*' -prune -exec rm -rf {} +
	rm -rf artifacts Marketplace.Web/wwwroot/_framework

##@ Database
migration: ## Write a migration for both engines: NAME=AddInvoices; without a name the first one is written anew
	@build/migrate.sh $(NAME)

db-migrate: ## Bring the database to the newest version and stop
	@build/server.sh --migrate

db-script: ## Write the SQL of all migrations for both engines into artifacts/sql
	@build/sql.sh

db-reset: ## Throw the local data folder away (asks first)
	@read -r -p "Remove the folder $(DATA) and everything in it? [y/N] " answer; \
	if [ "$$answer" = y ]; then rm -rf -- "$(DATA)"; else echo "Nothing was removed."; fi

backup: ## Save database and files into one archive: FILE=backup.tar.gz
	@build/backup.sh "$(FILE)"

restore: ## Put an archive back into an empty data folder: FILE=backup.tar.gz DATA=data
	@build/restore.sh "$(FILE)"

##@ Containers
docker: docker-build docker-up ## Build the image and start web, PostgreSQL and proxy

docker-build: ## Build the image
	docker compose build

docker-up: ## Start web, PostgreSQL and proxy on http://localhost:8080
	docker compose up -d

docker-down: ## Stop them; the volumes stay
	docker compose down

docker-logs: ## Follow their logs
	docker compose logs -f
