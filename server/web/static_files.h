// The web faces, read once at start and served from memory: nothing outside the folder can be named.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace dais::web {

struct StaticFile {
    std::string bytes;
    std::string gzipped;  // empty if it would not be smaller
    std::string type;
    std::string etag;
    bool immutable = false;  // its name carries its hash
};

class StaticFiles {
public:
    // Reads every file below a folder. Throws std::runtime_error if there is no index.html in it. An empty path serves
    // nothing.
    explicit StaticFiles(const std::string& folder);

    // By URL path; "/" and "/d/…" are the dashboard, "/account", "/account/…" and "/screen" the console. nullptr: there
    // is none.
    const StaticFile* find(std::string_view path) const;
    // Whether a page of the console answers to a path.
    static bool is_console(std::string_view path);

private:
    std::map<std::string, StaticFile, std::less<>> files_;
};

}  // namespace dais::web
