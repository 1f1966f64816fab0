// `dais series`: what the editions of a summit have in common, and what its next host is handed.
#include <CLI/CLI.hpp>

#include <memory>

#include "clients/cpp/errand.h"
#include "clients/cpp/handover.h"
#include "clients/cpp/record_file.h"
#include "clients/cpp/subcommands.h"

namespace dais::client {
namespace {

struct HandoverOptions : LookOptions {
    std::string file = "-";
};

void hand_over(const Place& place, const HandoverOptions& options) {
    const Errand errand(place, static_cast<const LookOptions&>(options));
    if (!errand.seen().find(v1::KIND_SERIES, "z"))
        throw Failure("this log is of no series: name a series' log by --log (`dais logs` lists all)", kNotFound);
    file_write(options.file, handover(errand.seen(), errand.now_ms(), errand.time(), errand.languages()));
}

}  // namespace

void add_series(CLI::App& app, const Place& place) {
    static const Noun noun{v1::KIND_SERIES, "series", "series", "series", {}};
    auto* series = app.add_subcommand("series", "What the editions of a summit have in common; one per log");
    series->group(kSeries);
    series->require_subcommand(1);
    add_log_words(*series, place, noun, "z",
                  {{"dais --log gdpa series set next-host=GEO website=https://example.org"},
                   {"dais --log gdpa series create name=\"Global Diaspora Policy Alliance\" acronym=GDPA "
                    "zone=Europe/Dublin languages=en,fr,pt"}});
    auto* pack = series->add_subcommand("handover", "What the next host is handed, as one Markdown file");
    const auto options = std::make_shared<HandoverOptions>();
    pack->add_option("-o,--output", options->file, "Where to; - for standard output")->capture_default_str();
    pack->callback([&place, options] { hand_over(place, *options); });
    describe(*pack, {{"dais --log gdpa series handover -o handover.md", "dais --log gdpa series handover --lang fr"},
                     {},
                     "Editions, bodies and who holds their seats today, declarations with the counts of their rolls,\n"
                     "open commitments by due date, and what is still missing. Its names are in --lang."});
    describe(*series, {{"dais --log gdpa series show", "dais --log gdpa series handover -o handover.md"}, {}, ""});
}

}  // namespace dais::client
