// `dais look`: a summit's own colours and logo.
#include <CLI/CLI.hpp>

#include <boost/json.hpp>
#include <cstdio>
#include <memory>
#include <utility>

#include "clients/cpp/errand.h"
#include "clients/cpp/json.h"
#include "clients/cpp/names.h"
#include "clients/cpp/record_file.h"
#include "clients/cpp/subcommands.h"
#include "clients/cpp/table.h"
#include "clients/cpp/words.h"

namespace dais::client {
namespace {

struct SummitLookOptions : AskOptions {
    std::vector<std::string> fields;
};

// The server's limit for each of them.
constexpr std::size_t kLogoFileBytesMax = 16'384;

constexpr char kLookFields[] =
    R"(Fields
  brand=#RRGGBB       of heads and grounds; empty: Dais's own
  accent=#RRGGBB      of what stands out; empty: Dais's own
  logo=FILE           SVG, PNG or WebP, at most 16 KiB; empty: none
  logo-on-dark=FILE   the same for a dark ground; empty: as on a light one
)";

v1::Look look_seen(const Errand& errand) {
    return held<v1::Look>(errand.seen(), v1::KIND_LOOK, "m").value_or(v1::Look());
}

std::string logo_told(const std::string& logo) {
    if (logo.empty()) return "";
    const char* format = logo.starts_with("\x89PNG") ? "PNG" : logo.starts_with("RIFF") ? "WebP" : "SVG";
    return std::string(format) + ", " + std::to_string(logo.size()) + " bytes";
}

void show_look(const Place& place, const LookOptions& options) {
    const Errand errand(place, options);
    const auto look = look_seen(errand);
    if (options.json) {
        std::printf("%s\n", boost::json::serialize(to_json(look)).c_str());
        return;
    }
    Table table;
    for (const auto& [name, value] : {std::pair("brand", look.brand()),
                                      {"accent", look.accent()},
                                      {"logo", logo_told(look.logo())},
                                      {"logo-on-dark", logo_told(look.logo_on_dark())}})
        if (!value.empty()) table.row({name, value});
    const auto text = table.text();
    std::fputs(text.empty() ? "no look of its own\n" : text.c_str(), stdout);
}

void set_look_field(v1::Look& look, const std::string& assignment) {
    const auto name = field_name(assignment);
    const auto value = trimmed(assignment.substr(assignment.find('=') + 1));
    const auto logo = [&] { return value.empty() ? "" : file_read(value, kLogoFileBytesMax); };
    if (name == "brand")
        look.set_brand(value);
    else if (name == "accent")
        look.set_accent(value);
    else if (name == "logo")
        look.set_logo(logo());
    else if (name == "logo-on-dark")
        look.set_logo_on_dark(logo());
    else
        throw WrongUsage("there is no field “" + name + "”: there are brand, accent, logo, logo-on-dark");
    if (!is_utf8(look.brand()) || !is_utf8(look.accent()))
        throw WrongUsage(name + " is not in UTF-8: set the terminal to it");
}

void set_look(const Place& place, const SummitLookOptions& options) {
    Errand errand(place, options);
    v1::Command command;
    auto& look = *command.mutable_put_look()->mutable_look();
    look = look_seen(errand);
    for (const auto& field : options.fields) set_look_field(look, field);
    errand.give(std::move(command), "the summit looks as said");
}

void clear_look(const Place& place, const SummitLookOptions& options) {
    Errand errand(place, options);
    v1::Command command;
    command.mutable_put_look();
    errand.give(std::move(command), "the summit looks as Dais does");
}

}  // namespace

void add_look(CLI::App& app, const Place& place) {
    auto* look = app.add_subcommand("look", "The summit's own colours and logo, on screens and pages");
    look->group(kProgramme);
    look->require_subcommand(1);

    auto* show = look->add_subcommand("show", "Its colours, and which logos it has");
    const auto seen = std::make_shared<LookOptions>();
    add_look_options(*show, seen);
    show->callback([&place, seen] { show_look(place, *seen); });
    describe(*show, {{"dais look show", "dais look show --json"}, {}, ""});

    auto* set = look->add_subcommand("set", "Some of it shall be otherwise; the rest stays");
    const auto said = std::make_shared<SummitLookOptions>();
    set->add_option("field", said->fields, "NAME=VALUE, as listed below")->required();
    add_ask_options(*set, said);
    set->callback([&place, said] { set_look(place, *said); });
    describe(*set, {{"dais look set brand=#16335c accent=#c8102e",
                     "dais look set logo=logo.svg logo-on-dark=logo-white.svg", "dais look set logo-on-dark="},
                    {"put_look"},
                    kLookFields});

    auto* clear = look->add_subcommand("clear", "The summit looks as Dais does");
    const auto cleared = std::make_shared<SummitLookOptions>();
    add_ask_options(*clear, cleared);
    clear->callback([&place, cleared] { clear_look(place, *cleared); });
    describe(*clear, {{"dais look clear", "dais look clear --preview"}, {"put_look"}, ""});
    describe(*look, {{"dais look show", "dais look set brand=#16335c logo=logo.svg"}, {}, ""});
}

}  // namespace dais::client
