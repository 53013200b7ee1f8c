using Marketplace.Core.Kernel;

namespace Marketplace.Core.Media;

/// <summary>Refusals of uploads and files.</summary>
public static class MediaErrors
{
    /// <summary>No such upload for this person; somebody else's looks the same.</summary>
    public static readonly Error UnknownUpload = Error.NotFound("upload.unknown", "There is no such upload. Choose the file again.");

    /// <summary>Uploading needs an account.</summary>
    public static readonly Error SignIn = Error.Forbidden("upload.sign_in", "Sign in to upload files.");

    /// <summary>Nothing to send.</summary>
    public static readonly Error Empty = Error.Invalid("upload.empty", "The file is empty.", "Bytes");

    /// <summary>A name without characters.</summary>
    public static readonly Error Name = Error.Invalid("upload.name", "The file has no name.", "FileName");

    /// <summary>Larger than its kind may be.</summary>
    public static Error TooLarge(long mostBytes) =>
        Error.Invalid("upload.too_large", "The file is larger than {0} MB.", "Bytes") with { Arguments = [mostBytes / (1024 * 1024)] };

    /// <summary>Too many uploads at once.</summary>
    public static readonly Error Quota = Error.Conflict("upload.quota", "Too many uploads are open. Finish or cancel one first.");

    /// <summary>The disk is nearly full.</summary>
    public static readonly Error NoSpace = Error.Unavailable("upload.space", "There is no room for this file at the moment. Try again later.");

    /// <summary>A chunk that does not begin where the last one ended.</summary>
    public static Error WrongOffset(long expected) =>
        Error.Conflict("upload.offset", "The upload continues at byte {0}.") with { Arguments = [expected] };

    /// <summary>A chunk that does not say where it begins.</summary>
    public static readonly Error OffsetForm = Error.Invalid("upload.offset_form", "The header Upload-Offset must be a whole number of bytes.");

    /// <summary>Two senders at once.</summary>
    public static readonly Error Busy = Error.Conflict("upload.busy", "This upload is being sent from another place.");

    /// <summary>Bytes beyond the declared size.</summary>
    public static readonly Error TooLong = Error.Invalid("upload.too_long", "More bytes came than the file was said to have.");

    /// <summary>The chunk was damaged on the way; it was not kept.</summary>
    public static readonly Error Checksum = Error.Conflict("upload.checksum", "A part of the file was damaged on the way and is sent again.");

    /// <summary>A checksum we cannot use.</summary>
    public static readonly Error ChecksumForm =
        Error.Invalid("upload.checksum_form", "The checksum must be sha256 with 32 bytes in base64, on a chunk of at most 8 MB.");

    /// <summary>Content that is none of the accepted sound formats.</summary>
    public static readonly Error NotAudio =
        Error.Invalid("upload.not_audio", "This is not a WAV, MP3, FLAC, Ogg, Opus or M4A file.", "Upload");

    /// <summary>A sound file that cannot be opened.</summary>
    public static readonly Error Damaged = Error.Invalid("upload.damaged", "The file is damaged. Export it again and upload the new file.", "Upload");

    /// <summary>Content that is none of the accepted image formats.</summary>
    public static readonly Error NotImage = Error.Invalid("image.type", "This is not a PNG, JPEG or WebP image.", "Upload");

    /// <summary>Content that is neither an image nor a PDF.</summary>
    public static readonly Error NotDocument = Error.Invalid("document.type", "This is not a PNG, JPEG or WebP image or a PDF file.", "Upload");

    /// <summary>An image with too many pixels.</summary>
    public static readonly Error ImageSize = Error.Invalid("image.size", "The image has too many pixels. Make it smaller first.", "Upload");

    /// <summary>An image that cannot be read to the end.</summary>
    public static readonly Error ImageDamaged = Error.Invalid("image.damaged", "The image is damaged. Save it again and upload the new file.", "Upload");

    /// <summary>ffmpeg is missing or took too long.</summary>
    public static readonly Error Tool = Error.Unavailable("media.tool", "Files cannot be read at the moment. Try again later.");
}
