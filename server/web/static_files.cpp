#include "server/web/static_files.h"

#include <zlib.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "server/summit/hash.h"

namespace dais::web {
namespace {

std::string type_of(const std::string& extension) {
    static const std::map<std::string, std::string> types = {{".html", "text/html; charset=utf-8"},
                                                             {".js", "text/javascript; charset=utf-8"},
                                                             {".css", "text/css; charset=utf-8"},
                                                             {".svg", "image/svg+xml"},
                                                             {".json", "application/json"},
                                                             {".woff2", "font/woff2"},
                                                             {".png", "image/png"},
                                                             {".ico", "image/x-icon"},
                                                             {".txt", "text/plain; charset=utf-8"},
                                                             {".webmanifest", "application/manifest+json"}};
    const auto found = types.find(extension);
    return found == types.end() ? "application/octet-stream" : found->second;
}

std::string gzip(const std::string& bytes) {
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::bad_alloc();
    std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

StaticFile read(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    StaticFile file;
    file.bytes.assign(std::istreambuf_iterator<char>(in), {});
    file.type = type_of(path.extension().string());
    const std::string hash = summit::Hash().bytes(file.bytes).finish();
    static constexpr char kHex[] = "0123456789abcdef";
    file.etag = "\"";
    for (std::size_t i = 0; i < 12; ++i) {
        const auto byte = static_cast<unsigned char>(hash[i]);
        file.etag += {kHex[byte >> 4], kHex[byte & 15]};
    }
    file.etag += '"';
    if (path.extension() != ".woff2" && path.extension() != ".png") file.gzipped = gzip(file.bytes);
    if (file.gzipped.size() + 64 >= file.bytes.size()) file.gzipped.clear();
    return file;
}

constexpr std::string_view kConsole = "/account/index.html";

// The face that answers to a path where no file does; empty: none. What is missing among the files of a face is
// missing.
std::string_view face_of(std::string_view path) {
    if (path == "/" || path.starts_with("/d/")) return "/index.html";
    const bool console = path == "/account" || path == "/screen" || path.starts_with("/account/");
    return console && !path.starts_with("/account/assets/") ? kConsole : "";
}

}  // namespace

StaticFiles::StaticFiles(const std::string& folder) {
    namespace fs = std::filesystem;
    if (folder.empty()) return;
    if (!fs::exists(fs::path(folder) / "index.html"))
        throw std::runtime_error("There is no index.html in " + folder +
                                 ": build the web faces first, or give another --static.");
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        const std::string path = "/" + fs::relative(entry.path(), folder).generic_string();
        files_[path] = read(entry.path());
        files_[path].immutable = path.starts_with("/assets/") || path.starts_with("/account/assets/");
    }
}

bool StaticFiles::is_console(std::string_view path) { return face_of(path) == kConsole; }

const StaticFile* StaticFiles::find(std::string_view path) const {
    auto found = files_.find(path);
    if (found == files_.end()) found = files_.find(face_of(path));
    return found == files_.end() ? nullptr : &found->second;
}

}  // namespace dais::web
