Console.Error.WriteLine("Run build/migrate.sh instead.");
