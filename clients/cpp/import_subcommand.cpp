#include <CLI/CLI.hpp>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>
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
constexpr std::size_t kFileBytesMax = std::size_t{256} << 20;

struct ImportOptions {
    std::string file;
    std::string source = "schedule.xml";
    bool json = false;
    bool all = false;
    bool remove_many = false;
    bool another = false;
};

const char* word(v1::ImportNoteKind kind) {
    switch (kind) {
        case v1::IMPORT_NOTE_KIND_REPAIRED: return "repaired";
        case v1::IMPORT_NOTE_KIND_REFUSED: return "refused";
        case v1::IMPORT_NOTE_KIND_KEPT: return "kept";
        default: return "note";
    }
}

// What was kept here first: it is what the file's publisher and the organisers disagree on.
void print_notes(const v1::ImportReport& report, bool all) {
    int printed = 0;
    std::vector<v1::ImportNote> notes(report.notes().begin(), report.notes().end());
    std::stable_partition(notes.begin(), notes.end(),
                          [](const auto& note) { return note.kind() == v1::IMPORT_NOTE_KIND_KEPT; });
    for (const auto& note : notes) {
        if (!all && printed == kNotesShown) break;
        ++printed;
        const auto line = note.line() > 0 ? "line " + std::to_string(note.line()) + ": " : "";
        const auto item = note.item().empty() ? "" : note.item() + ": ";
        std::printf("%-8s  %s\n", word(note.kind()), one_line(line + item + note.message()).c_str());
    }
    const auto hidden = report.notes_size() - printed;
    if (hidden > 0) std::printf("and %d notes more: --all shows them\n", hidden);
    if (report.notes_left_out() > 0)
        std::printf("and %u notes more, which the server left out\n", report.notes_left_out());
}

void import_file(const Place& place, const ImportOptions& options) {
    // Without --log the file itself says which one: then it is known afterwards.
    if (!options.another && !place.log.empty()) {
        if (const auto problem = other_source(place, options.source); !problem.empty()) throw WrongUsage(problem);
    }
    const auto report = post_import(place, options.source, options.remove_many, file_read(options.file, kFileBytesMax));
    if (options.json) {
        std::printf("%s\n", boost::json::serialize(to_json(report)).c_str());
    } else {
        if (report.failure().empty()) {
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
        const auto problem = other_source(there, options.source);
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
    command->add_option("--source", options->source, "Its format, which is also what the next import compares with")
        ->capture_default_str();
    command->add_flag("--another", options->another, "Sessions of another --source are there, and stay beside these");
    command->add_flag("--json", options->json, "The report as JSON");
    command->add_flag("--remove-many", options->remove_many,
                      "Most of the sessions that came before may go, if the file has them no more");
    command->add_flag("--all", options->all, "All notes, however many");
    command->group(kInAndOut);
    describe(*command,
             {{"dais import schedule.xml", "dais import schedule.xml --json", "dais --log fosdem-2025 import - --all"},
              {"import_programme"},
              "Importing again changes only what the file changed; what was changed here by hand wins and is\n"
              "told. A programme belongs to its --source: another one adds its sessions beside those there."});
    command->callback([&place, options] { import_file(place, *options); });
}

}  // namespace dais::client
