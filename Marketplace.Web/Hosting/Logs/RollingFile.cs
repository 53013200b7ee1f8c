namespace Marketplace.Web.Hosting.Logs;

/// <summary>A log file of limited size: <c>marketplace.log</c> is the newest, <c>marketplace.1.log</c> the one before.</summary>
public sealed class RollingFile : IDisposable
{
    private readonly string _folder;
    private readonly long _bytes;
    private readonly int _files;
    private StreamWriter _writer;

    /// <summary>Goes on with the newest file.</summary>
    /// <param name="folder">Made if missing.</param>
    /// <param name="bytes">A file that reached this size is closed.</param>
    /// <param name="files">So many files are kept, the newest included.</param>
    public RollingFile(string folder, long bytes, int files)
    {
        (_folder, _bytes, _files) = (Directory.CreateDirectory(folder).FullName, bytes, files);
        _writer = Open();
    }

    /// <summary>Adds a line.</summary>
    public void WriteLine(string line)
    {
        _writer.WriteLine(line);
        if (_writer.BaseStream.Position >= _bytes) Roll();
    }

    /// <summary>Hands everything to the operating system.</summary>
    public void Flush() => _writer.Flush();

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private void Roll()
    {
        _writer.Dispose();
        File.Delete(Name(_files - 1));
        for (var age = _files - 2; age >= 0; age--)
            if (File.Exists(Name(age))) File.Move(Name(age), Name(age + 1), overwrite: true);
        if (_files == 1) File.Delete(Name(0));
        _writer = Open();
    }

    private StreamWriter Open() => new(new FileStream(Name(0), FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete));

    private string Name(int age) => Path.Combine(_folder, age == 0 ? "marketplace.log" : $"marketplace.{age}.log");
}
