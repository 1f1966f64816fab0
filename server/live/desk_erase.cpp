// Erasing a Person (decision D18): what is on disk of them is looked for before the command is decided, so that it
// takes their names out of all that others see; and once that is durable, whatever was written of them before goes from
// the disk and from memory. Only then it is answered. What was known of speakers for the order of a list alone goes in
// the same way; no words of it stand elsewhere.
#include <boost/asio/post.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>

#include "server/live/desk.h"
#include "server/live/metrics.h"
#include "server/summit/floor_rules.h"

namespace dais::live {

namespace asio = boost::asio;

namespace {

// Every name that a Person ever had, and the long texts in which one stands. On the storage thread.
std::shared_ptr<summit::Erasing> look_for(storage::Database& database, const std::string& log, const std::string& id) {
    auto found = std::make_shared<summit::Erasing>();
    database.record_entries(log, v1::KIND_PERSON, id, UINT64_MAX, [&](storage::StoredEntry&& stored) {
        v1::Person person;
        person.ParseFromString(stored.entry.put());
        for (std::string& word : summit::words_of(person)) found->words.push_back(std::move(word));
        return true;
    });
    std::sort(found->words.begin(), found->words.end());
    found->words.erase(std::unique(found->words.begin(), found->words.end()), found->words.end());
    for (storage::Text& text : database.texts_with(log, found->words))
        found->texts[text.hash] = summit::without_words(std::move(text.body), found->words);
    return found;
}

storage::Erasure erasure_of(const std::string& log, const std::string& id, std::uint64_t before,
                            std::vector<std::string> words, const summit::State& state) {
    // What stays in the records of today stays in those of before.
    std::erase_if(words, [&](const std::string& word) { return summit::means_something_else(state, word); });
    // Of another Person of that name nobody has asked.
    return {log, before, {{v1::KIND_PERSON, id}}, std::move(words), v1::KIND_PERSON};
}

// Of what was put anew by the same Change at once, since each look at the bytes of the files takes its time. What
// stands now stays.
std::vector<storage::Erasure> erasures_of(const std::string& log, const summit::State& state,
                                          const std::vector<std::pair<v1::Kind, std::string>>& records) {
    std::map<std::uint64_t, storage::Erasure> by_change;
    for (const auto& [kind, id] : records) {
        const summit::Record* record = state.find(kind, id);
        if (record == nullptr || kind == v1::KIND_PERSON) continue;
        storage::Erasure& erasure = by_change[record->touch->seq];
        erasure.log = log;
        erasure.before = record->touch->seq;
        erasure.records.emplace_back(kind, id);
    }
    std::vector<storage::Erasure> erasures;
    for (auto& [before, erasure] : by_change) erasures.push_back(std::move(erasure));
    return erasures;
}

}  // namespace

void Desk::look_before_erasing(Submission submission) {
    asio::post(storage_thread_, [this, submission = std::move(submission)]() mutable {
        try {
            submission.erasing = look_for(database_, submission.command.log(), submission.command.erase_person().id());
        } catch (const std::exception& fault) {
            spdlog::error("what is to be erased cannot be read: {}", fault.what());
            submission.erasing = std::make_shared<summit::Erasing>();
        }
        asio::post(context_, [this, submission = std::move(submission)]() mutable { take(std::move(submission)); });
    });
}

// The Change is durable, and shows nobody anything of them.
void Desk::erase(Item item) {
    ++erasing_;
    forget(item.log);
    // What was put of each before they were erased.
    std::map<std::string, std::uint64_t> persons;
    const auto view = std::make_shared<const summit::State>(logs_.at(item.log).durable);
    for (const auto& [kind, id] : item.erased)
        if (const summit::Record* record = kind == v1::KIND_PERSON ? view->find(kind, id) : nullptr)
            persons[id] = record->touch->seq;
    asio::post(storage_thread_, [this, item = std::move(item), persons, view]() mutable {
        std::string trouble, remedy;
        try {
            for (const auto& [id, before] : persons) {
                const auto found = look_for(database_, item.log, id);
                if (on_erasing_) on_erasing_(item.log, id);
                storage::Erased erased = database_.erase(erasure_of(item.log, id, before, found->words, *view));
                if (!erased.file_clean) remedy = std::move(erased.remedy);
            }
            for (const storage::Erasure& others : erasures_of(item.log, *view, item.erased)) {
                storage::Erased erased = database_.erase(others);
                if (!erased.file_clean) remedy = std::move(erased.remedy);
            }
        } catch (const std::exception& fault) {
            trouble = fault.what();
        }
        asio::post(context_, [this, item = std::move(item), trouble, remedy]() mutable {
            erased(std::move(item), trouble, remedy);
        });
    });
}

void Desk::erased(Item item, const std::string& trouble, const std::string& remedy) {
    --erasing_;
    if (on_forget_) on_forget_(item.log);
    if (!trouble.empty()) {
        // Asked for again, it is tried again.
        spdlog::error("what was erased of {} could not be erased from the disk: {}", item.log, trouble);
        logs_.at(item.log).decided.erase(item.command_key);
        const std::string id = item.reply.command_id();
        item.reply.Clear();
        item.reply.set_command_id(id);
        item.reply.mutable_unavailable()->set_reason("It could not be erased from the disk; ask again: " + trouble);
        item.reply.mutable_unavailable()->set_retry_after_ms(5'000);
    } else if (!remedy.empty()) {
        spdlog::warn("it is erased from {}, but: {}", item.log, remedy);
        v1::ImportNote& note = *item.reply.mutable_done()->add_notes();
        note.set_kind(v1::IMPORT_NOTE_KIND_KEPT);
        note.set_message(remedy);
    }
    reply_to(item.done, item.reply, item.submitted);
    finish_if_idle();
}

// What is held in memory of times before. Rings begin anew for those, too, to whom the Change itself showed nothing.
void Desk::forget(const std::string& slug) {
    Log& log = logs_.at(slug);
    log.recent.forget_contents();
    for (auto& [of, shared] : shared_snapshots_)
        if (of.first == slug) shared.latest.reset();
    hub_.open(slug, log.durable);
    hub_.flush();
}

// A server that ended in between erases what is left when it starts.
void Desk::finish_erasing(const std::string& slug, const Log& log) {
    finish_forgetting(slug, log);
    for (const auto& [id, record] : log.durable.all(v1::KIND_PERSON)) {
        v1::Person person;
        if (!person.ParseFromString(record->body) || !person.erased()) continue;
        const auto found = look_for(database_, slug, id);
        if (found->words.empty()) continue;
        spdlog::info("log {}: erases what a person's erasing had left on disk", slug);
        database_.erase(erasure_of(slug, id, record->touch->seq, found->words, log.durable));
    }
}

// Of speakers of whom nothing is known any more.
void Desk::finish_forgetting(const std::string& slug, const Log& log) {
    std::vector<std::pair<v1::Kind, std::string>> left;
    for (const auto& [id, record] : log.durable.all(v1::KIND_SPEAKER_TRAITS)) {
        if (summit::holds_traits(record->body)) continue;
        bool any = false;
        database_.record_entries(slug, v1::KIND_SPEAKER_TRAITS, id, record->touch->seq,
                                 [&](storage::StoredEntry&& stored) {
                                     any = any || summit::holds_traits(stored.entry.put());
                                     return !any;
                                 });
        if (any) left.emplace_back(v1::KIND_SPEAKER_TRAITS, id);
    }
    for (const storage::Erasure& erasure : erasures_of(slug, log.durable, left)) database_.erase(erasure);
}

}  // namespace dais::live
