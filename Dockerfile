# The server in one image: .NET, ffmpeg for sound, Chromium and fonts for printed statements. Runs as a user without rights.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
# Restoring depends on these files only, so that a change of code does not fetch packages again.
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY Marketplace.Audio/Marketplace.Audio.csproj Marketplace.Audio/packages.lock.json Marketplace.Audio/
COPY Marketplace.Core/Marketplace.Core.csproj Marketplace.Core/packages.lock.json Marketplace.Core/
COPY Marketplace.Web/Marketplace.Web.csproj Marketplace.Web/packages.lock.json Marketplace.Web/
COPY build/BlazorScript.targets build/
RUN dotnet restore Marketplace.Web --locked-mode
COPY appsettings.json .editorconfig ./
COPY Marketplace.Audio Marketplace.Audio
COPY Marketplace.Core Marketplace.Core
COPY Marketplace.Web Marketplace.Web
RUN dotnet publish Marketplace.Web -c Release --no-restore -p:AheadOfTime=true -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN apt-get update \
    && apt-get install -y --no-install-recommends ffmpeg chromium fontconfig fonts-noto-core fonts-noto-cjk postgresql-client curl \
    && rm -rf /var/lib/apt/lists/* \
    && mkdir /data && chown "$APP_UID" /data
WORKDIR /app
COPY --from=build /app .
ENV ASPNETCORE_ENVIRONMENT=Production ASPNETCORE_URLS=http://+:8080 DATA=/data MALLOC_ARENA_MAX=2
USER $APP_UID
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
    CMD curl -fsS -H "Host: ${HEALTH_HOST:-localhost}" http://localhost:8080/health/live || exit 1
ENTRYPOINT ["dotnet", "Marketplace.Web.dll"]
