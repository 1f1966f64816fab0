// room, track, party, person, body, seat, partner, screen, document, booth, team, shift, edition, declaration,
// commitment: to list, to show, to change.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>
#include <map>
#include <memory>
#include <tuple>

#include "clients/cpp/errand.h"
#include "clients/cpp/field_items.h"
#include "clients/cpp/json.h"
#include "clients/cpp/names.h"
#include "clients/cpp/roll_call.h"
#include "clients/cpp/screen_told.h"
#include "clients/cpp/seats.h"
#include "clients/cpp/subcommands.h"
#include "clients/cpp/table.h"
#include "clients/cpp/words.h"
#include "dais/v1/interpretation.pb.h"

namespace dais::client {
namespace {

struct NounOptions : LookOptions {
    std::string name;
    std::string day;  // of seats: those in term then; empty: all
};

struct Row {
    std::string id;
    std::string name;
    std::unique_ptr<google::protobuf::Message> record;

    // Of partners, which are in order within their kind.
    int kind() const {
        const auto* partner = dynamic_cast<const v1::Partner*>(record.get());
        return partner ? partner->kind() : 0;
    }
    int order() const {
        const bool edition = record->GetDescriptor() == v1::Edition::descriptor();
        const auto* field = record->GetDescriptor()->FindFieldByName(edition ? "number" : "order");
        return field ? record->GetReflection()->GetInt32(*record, field) : 0;
    }
    std::int64_t starts_at_ms() const {
        const auto* shift = dynamic_cast<const v1::Shift*>(record.get());
        return shift ? shift->period().starts_at_ms() : 0;
    }
    // Until when it is to be done; those without a date come last.
    std::string due() const {
        const auto* commitment = dynamic_cast<const v1::Commitment*>(record.get());
        return !commitment ? "" : commitment->has_due() ? day_told(commitment->due()) : "~";
    }
};

// By their order, time or due date if they have one, else by name.
std::vector<Row> rows(const Errand& errand, const Noun& noun) {
    std::vector<Row> all;
    for (const auto& [key, body] : errand.seen().all()) {
        if (key.first != noun.kind) continue;
        if (auto record = record_of(key.first, body))
            all.push_back({key.second, errand.label(noun.kind, key.second), std::move(record)});
    }
    std::sort(all.begin(), all.end(), [](const Row& left, const Row& right) {
        const auto key = [](const Row& row) {
            return std::tuple(row.kind(), row.order(), row.starts_at_ms(), row.due(), row.name, row.id);
        };
        return key(left) < key(right);
    });
    return all;
}

void list(const Place& place, const Noun& noun, const NounOptions& options) {
    const Errand errand(place, options);
    boost::json::array array;
    Table table;
    for (const auto& row : rows(errand, noun)) {
        const auto* seat = dynamic_cast<const v1::Seat*>(row.record.get());
        if (seat && !options.day.empty() && !is_in_term(*seat, options.day)) continue;
        if (options.json) {
            array.push_back({{"id", row.id}, {"name", row.name}, {"record", to_json(*row.record)}});
            continue;
        }
        std::vector<std::string> cells{row.id, row.name};
        for (const auto* column : noun.columns)
            cells.push_back(field_told(*row.record, column, errand.reading(errand.now_ms())));
        if (const auto* screen = dynamic_cast<const v1::Screen*>(row.record.get()))
            cells.push_back(shown_on(*screen, errand.reading(errand.now_ms())));
        table.row(std::move(cells));
    }
    std::fputs(options.json ? (boost::json::serialize(array) + "\n").c_str() : table.text().c_str(), stdout);
}

// What the owner has told of a commitment, the latest first.
std::vector<v1::CommitmentReport> reports_on(const Errand& errand, const std::string& commitment) {
    std::vector<v1::CommitmentReport> reports;
    for (const auto& [key, body] : errand.seen().all()) {
        v1::CommitmentReport report;
        const bool of_this = key.first == v1::KIND_COMMITMENT_REPORT &&
                             errand.owner(v1::KIND_COMMITMENT_REPORT, key.second) == commitment;
        if (of_this && report.ParseFromString(body)) reports.push_back(std::move(report));
    }
    std::stable_sort(reports.begin(), reports.end(),
                     [](const auto& left, const auto& right) { return left.at_ms() > right.at_ms(); });
    return reports;
}

// What belongs to a noun without being a field of it.
void add_dependents(const Errand& errand, v1::Kind kind, const std::string& id, Table& table) {
    if (kind == v1::KIND_DECLARATION) {
        const auto roll = roll_call(errand.seen(), id, errand.languages());
        table.row({"signed by", signed_told(roll)});
        table.row({"now", window_told(roll.declaration, errand.time(), errand.now_ms())});
    }
    if (kind != v1::KIND_COMMITMENT) return;
    for (const auto& report : reports_on(errand, id)) {
        table.row({"report", errand.time().date_time(report.at_ms()) + " " +
                                 word_of(*v1::CommitmentState_descriptor(), report.state()) + " " +
                                 shown(report.text(), errand.languages())});
    }
}

void show_noun(const Place& place, const Noun& noun, const NounOptions& options) {
    const Errand errand(place, options);
    const auto id = errand.id(noun.kind, options.name);
    const auto record = record_of(noun.kind, *errand.seen().find(noun.kind, id));
    if (options.json) {
        boost::json::object object{{"id", id}, {"name", errand.label(noun.kind, id)}, {"record", to_json(*record)}};
        if (noun.kind == v1::KIND_COMMITMENT) {
            boost::json::array reports;
            for (const auto& report : reports_on(errand, id)) reports.push_back(to_json(report));
            object["reports"] = std::move(reports);
        }
        std::printf("%s\n", boost::json::serialize(object).c_str());
        return;
    }
    Table table;
    table.row({"id", id});
    for (const auto& [name, value] : fields_told(*record, errand.reading(errand.now_ms()))) table.row({name, value});
    add_dependents(errand, noun.kind, id, table);
    std::fputs(table.text().c_str(), stdout);
}

const NounExamples& examples_of(v1::Kind kind) {
    static const std::map<v1::Kind, NounExamples> all = {
        {v1::KIND_ROOM,
         {{"name=\"Sala 2\" name:fr=\"Salle 2\" capacity=120 turnover=10"},
          {"\"Sala 2\" capacity=140", "r12ab location=\"First floor\" note= --preview"},
          {"\"Sala 2\" --preview"}}},
        {v1::KIND_TRACK, {{"name=Youth color=#1b5e20"}, {"Youth name:pt=Juventude"}, {"Youth"}}},
        {v1::KIND_PARTY,
         {{"name=\"Cabo Verde\" kind=state code=CPV code2=CV groups=\"African States,SIDS\" flag=yes"},
          {"CPV groups+=\"Group of 77\"", "CPV short-name:fr=\"Cap-Vert\""},
          {"CPV"}}},
        {v1::KIND_PERSON,
         {{"name=\"Ana Silva\" family-name=Silva position=\"Minister of Communities\" party=CPV"},
          {"\"Ana Silva\" position:pt=\"Ministra das Comunidades\""},
          {"\"Ana Silva\" --reason \"Withdrew\""}}},
        {v1::KIND_BODY, {{"name=\"Institutional steering committee\" short-name=ISC"}, {"ISC order=1"}, {"ISC"}}},
        {v1::KIND_SEAT,
         {{"body=ISC role=co-chair party=GEO acting=\"Ana Silva\" from=2024-09-12"},
          {"k12ab until=2025-09-11"},
          {"k12ab"}}},
        {v1::KIND_PARTNER,
         {{"name=\"Example Foundation\" name:fr=\"Fondation Exemple\" kind=sponsor website=https://example.org "
           "order=1"},
          {"\"Example Foundation\" kind=knowledge"},
          {"\"Example Foundation\""}}},
        {v1::KIND_SCREEN,
         {{"name=\"Hall A, left\" room=\"Sala 2\" languages=en,fr theme=dark", "name=Foyer turn=90 safe-area=30"},
          {"Foyer languages+=pt language-turn=15", "\"Hall A, left\" pixel-shift=yes"},
          {"Foyer"}}},
        {v1::KIND_DOCUMENT,
         {{"symbol=A/CONF.219/3 title=\"Draft declaration\" links=en=https://example.org/3.pdf"},
          {"A/CONF.219/3 links+=fr=https://example.org/3-fr.pdf"},
          {"A/CONF.219/3"}}},
        {v1::KIND_BOOTH,
         {{"name=\"French booth\" room=\"Sala 2\" language=fr channel=2"}, {"\"French booth\" channel=3"}, {"b12ab"}}},
        {v1::KIND_INTERPRETATION_TEAM,
         {{"name=\"French A\" persons=\"Ana Silva,João Lima\""}, {"\"French A\" persons-=\"Ana Silva\""}, {"i12ab"}}},
        {v1::KIND_SHIFT,
         {{"booth=\"French booth\" team=\"French A\" starts=2024-09-12T09:00 ends=12:00"},
          {"h12ab ends=11:30"},
          {"h12ab"}}},
        {v1::KIND_EDITION,
         {{"number=1 name=\"Global Diaspora Summit\" hosts=IRL city=Dublin days=2022-04-01,2022-04-04,2022-04-05"},
          {"2 log=gdpa-2024 hosts+=CPV"},
          {"2"}}},
        {v1::KIND_DECLARATION,
         {{"title=\"Dublin Declaration\" symbol=GDPA/2022/1 authentic=en,fr edition=1",
           "title=\"Sal Declaration\" authentic=en --hidden"},
          {"Dublin roll=alphabetical first-letter:en=G first-letter:fr=M", "Dublin --public"},
          {"Dublin"}}},
        {v1::KIND_COMMITMENT,
         {{"title=\"Diaspora bonds\" party=CPV declaration=Dublin due=2026-12-31"},
          {"\"Diaspora bonds\" due=2027-06-30"},
          {"\"Diaspora bonds\""}}},
    };
    return all.at(kind);
}

std::string day_named(const std::string& text) {
    try {
        v1::Seat seat;
        set_day(seat, *v1::Seat::descriptor()->FindFieldByName("first_day"), text);
        return day_told(seat.first_day()) == text ? "" : "“" + text + "” is no date: write it as 2024-09-12";
    } catch (const WrongUsage& problem) {
        return problem.what();
    }
}

void add_noun(CLI::App& app, const Place& place, const Noun& noun, const char* group) {
    const std::string word = noun.word, about = std::string("The ") + noun.many;
    auto* command = app.add_subcommand(word, about);
    command->group(group);
    command->require_subcommand(1);
    const auto& examples = examples_of(noun.kind);
    const auto name = examples.remove.front().substr(0, examples.remove.front().find(" --"));

    const auto options = std::make_shared<NounOptions>();
    auto* all = command->add_subcommand("list", "All, with their ids");
    add_look_options(*all, options);
    all->callback([&place, &noun, options] { list(place, noun, *options); });
    std::vector<std::string> list_examples = {"dais " + word + " list", "dais " + word + " list --json --lang fr,en"};
    if (noun.kind == v1::KIND_SEAT) {
        all->add_option("--on", options->day, "Who held what on this day, as 2024-09-12")->check(day_named);
        list_examples.push_back("dais seat list --on 2024-09-12");
    }
    describe(*all, {list_examples, {}, ""});

    auto* one = command->add_subcommand("show", "All that is known of one, field by field");
    one->add_option("name", options->name, "Which one: its id, or as it is called")->required();
    add_look_options(*one, options);
    one->callback([&place, &noun, options] { show_noun(place, noun, *options); });
    describe(*one, {{"dais " + word + " show " + name, "dais " + word + " show " + name + " --json"}, {}, ""});

    add_noun_words(*command, place, noun, examples);
    describe(*command, {{"dais " + word + " list", "dais " + word + " add " + examples.add.front(),
                         "dais " + word + " change " + examples.change.front()},
                        {},
                        ""});
}

}  // namespace

void add_nouns(CLI::App& app, const Place& place) {
    for (const auto kind : {v1::KIND_ROOM, v1::KIND_TRACK, v1::KIND_PARTY, v1::KIND_PERSON, v1::KIND_BODY,
                            v1::KIND_SEAT, v1::KIND_PARTNER, v1::KIND_SCREEN})
        add_noun(app, place, *noun_of(kind), kProgramme);
    for (const auto kind : {v1::KIND_DOCUMENT, v1::KIND_BOOTH, v1::KIND_INTERPRETATION_TEAM, v1::KIND_SHIFT})
        add_noun(app, place, *noun_of(kind), kInterpretation);
    for (const auto kind : {v1::KIND_EDITION, v1::KIND_DECLARATION, v1::KIND_COMMITMENT})
        add_noun(app, place, *noun_of(kind), kSeries);
    add_declaration_words(*app.get_subcommand("declaration"), place);
    add_screen_words(*app.get_subcommand("screen"), place);
    add_commitment_words(*app.get_subcommand("commitment"), place);
}

}  // namespace dais::client
