#include <CLI/CLI.hpp>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <vector>

#include "clients/cpp/api.h"
#include "clients/cpp/command_options.h"
#include "clients/cpp/import_source.h"
#include "clients/cpp/json.h"
#include "clients/cpp/record_file.h"
#include "clients/cpp/subcommands.h"
#include "clients/cpp/tell.h"

namespace dais::client {
namespace {

constexpr int kNotesShown = 20;
// Beyond any programme; the server has a limit of its own.
constexpr std::size_t kMappingBytesMax = 2'000;
constexpr std::size_t kFileBytesMax = std::size_t{256} << 20;

struct ImportOptions {
    std::string file;
    ImportWishes wishes;
    std::string mapping_file;
    bool json = false;
    bool all = false;
    bool another = false;
};

const char* word(v1::ImportNoteKind kind) {
    switch (kind) {
        case v1::IMPORT_NOTE_KIND_REPAIRED: return "repaired";
        case v1::IMPORT_NOTE_KIND_REFUSED: return "refused";
        case v1::IMPORT_NOTE_KIND_KEPT: return "kept";
        case v1::IMPORT_NOTE_KIND_ADDED: return "added";
        case v1::IMPORT_NOTE_KIND_CHANGED: return "changed";
        case v1::IMPORT_NOTE_KIND_REMOVED: return "removed";
        case v1::IMPORT_NOTE_KIND_CLASH: return "clash";
        default: return "note";
    }
}

// What matters most to whoever sent the file comes first.
int rank(v1::ImportNoteKind kind) {
    switch (kind) {
        case v1::IMPORT_NOTE_KIND_KEPT: return 0;  // the file's publisher and the organisers disagree on it
        case v1::IMPORT_NOTE_KIND_REFUSED: return 1;
        case v1::IMPORT_NOTE_KIND_CLASH: return 2;
        case v1::IMPORT_NOTE_KIND_CHANGED: return 3;
        case v1::IMPORT_NOTE_KIND_REMOVED: return 4;
        case v1::IMPORT_NOTE_KIND_REPAIRED: return 5;
        default: return 6;
    }
}

void print_notes(const v1::ImportReport& report, bool all) {
    int printed = 0;
    std::vector<v1::ImportNote> notes(report.notes().begin(), report.notes().end());
    std::stable_sort(notes.begin(), notes.end(),
                     [](const auto& a, const auto& b) { return rank(a.kind()) < rank(b.kind()); });
    for (const auto& note : notes) {
        if (!all && printed == kNotesShown) break;
        ++printed;
        // Of a table the item names the row already.
        const auto row = "row " + std::to_string(note.line());
        const bool named = note.item().find(row) != std::string::npos;
        const auto line = note.line() > 0 && !named ? "line " + std::to_string(note.line()) + ": " : "";
        const auto item = note.item().empty() ? "" : note.item() + ": ";
        std::printf("%-8s  %s\n", word(note.kind()), one_line(line + item + note.message()).c_str());
    }
    const auto hidden = report.notes_size() - printed;
    if (hidden > 0) std::printf("and %d notes more: --all shows them\n", hidden);
    if (report.notes_left_out() > 0)
        std::printf("and %u notes more, which the server left out\n", report.notes_left_out());
}

// What the server calls a programme that is given no source: as the file is.
std::string source_of(const ImportWishes& wishes) {
    if (!wishes.source.empty()) return wishes.source;
    const std::string ending = std::filesystem::path(wishes.file_name).extension().string();
    const bool table = wishes.format == "csv" || wishes.format == "xlsx" || ending == ".csv" || ending == ".tsv" ||
                       ending == ".txt" || ending == ".xlsx" || ending == ".xlsm";
    return table ? "table" : "schedule.xml";
}

void import_file(const Place& place, const ImportOptions& options) {
    ImportWishes wishes = options.wishes;
    if (options.file != "-") wishes.file_name = std::filesystem::path(options.file).filename().string();
    if (!options.mapping_file.empty()) wishes.mapping = file_read(options.mapping_file, kMappingBytesMax);
    const std::string source = source_of(wishes);
    // Without --log the file itself says which one: then it is known afterwards.
    if (!options.another && !place.log.empty()) {
        if (const auto problem = other_source(place, source); !problem.empty()) throw WrongUsage(problem);
    }
    const auto report = post_import(place, wishes, file_read(options.file, kFileBytesMax));
    if (options.json) {
        std::printf("%s\n", boost::json::serialize(to_json(report)).c_str());
    } else {
        if (report.failure().empty()) {
            if (wishes.preview) std::printf("preview, nothing was imported: ");
            std::printf("%s: %u sessions in %u rooms: ", report.log().c_str(), report.sessions(), report.rooms());
            if (report.added() + report.changed() + report.removed() == 0) {
                std::printf("0 changes\n");
            } else {
                std::printf("%u records added, %u changed, %u removed\n", report.added(), report.changed(),
                            report.removed());
            }
        }
        print_notes(report, options.all);
    }
    if (report.added() > 0 && !options.another && place.log.empty()) {
        Place there = place;
        there.log = report.log();
        const auto problem = other_source(there, source);
        if (!problem.empty()) std::fprintf(stderr, "dais: warning: %s\n", one_line(problem).c_str());
    }
    if (report.failure().empty()) return;
    Failure failure("nothing was imported: " + one_line(report.failure()), kRefused);
    failure.printed = options.json;
    throw failure;
}

}  // namespace

void add_import(CLI::App& app, const Place& place) {
    auto* command = app.add_subcommand("import", "Take over a programme from a file, or what has changed in it");
    const auto options = std::make_shared<ImportOptions>();
    command->add_option("file", options->file, "The file; - for standard input")->required();
    ImportWishes& wishes = options->wishes;
    command->add_option("--source", wishes.source,
                        "What the next import compares with; by default “table” or “schedule.xml”, as the file is");
    command->add_option("--format", wishes.format, "What the file is, if neither its name nor its beginning tells")
        ->check(CLI::IsMember({"csv", "xlsx", "schedule.xml"}));
    command->add_option("--zone", wishes.zone, "Time zone of a table's times, as in Africa/Dakar");
    command->add_option("--name", wishes.name, "Name of the summit, if a table begins a new log");
    command->add_option("--mapping", options->mapping_file,
                        "A file of lines “Header of a column = field”, for a table whose headers are not understood");
    command->add_flag("--preview", wishes.preview, "Say what the import would do, and do nothing");
    command->add_flag("--another", options->another, "Sessions of another --source are there, and stay beside these");
    command->add_flag("--json", options->json, "The report as JSON");
    command->add_flag("--remove-many", wishes.remove_many,
                      "Most of the sessions that came before may go, if the file has them no more");
    command->add_flag("--all", options->all, "All notes, however many");
    command->group(kInAndOut);
    describe(*command,
             {{"dais import schedule.xml", "dais import programme.xlsx --zone Africa/Dakar --preview",
               "dais --log fosdem-2025 import - --all"},
              {"import_programme"},
              "Importing again changes only what the file changed; what was changed here by hand wins and is\n"
              "told. A programme belongs to its --source: another one adds its sessions beside those there."});
    command->callback([&place, options] { import_file(place, *options); });
}

}  // namespace dais::client
