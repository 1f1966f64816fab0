// The web faces, read once at start and served from memory: nothing outside the folder can be named.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace dais::web {

struct StaticFile {
    std::string bytes;
    std::string gzipped;  // empty if it would not be smaller
    std::string brotli;   // RFC 7932, as the faces' build has put it beside the file; empty if it has not
    std::string type;
    std::string etag;
    bool immutable = false;   // its name carries its hash
    bool for_others = false;  // pages of others load it, to show a programme within them
};

class StaticFiles {
public:
    // Reads every file below a folder. Throws std::runtime_error if there is no index.html in it. An empty path serves
    // nothing.
    explicit StaticFiles(const std::string& folder);

    // By URL path; "/" and "/d/…" are the dashboard, "/account" and "/account/…" the console, "/screen" and "/screen/…"
    // the big screens, or "/screen" the console where there is no such face. nullptr: there is none.
    const StaticFile* find(std::string_view path) const;
    // Whether a page of the console answers to a path, or would if there were one.
    bool is_console(std::string_view path) const;

private:
    // The page that answers to a path where no file does; empty: none.
    std::string_view face_of(std::string_view path) const;

    std::map<std::string, StaticFile, std::less<>> files_;
};

}  // namespace dais::web
