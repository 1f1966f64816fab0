#include "server/web/account_routes.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <google/protobuf/util/json_util.h>

#include "server/access/password.h"
#include "server/access/secrets.h"
#include "server/live/address.h"
#include "server/live/rim.h"
#include "server/web/strict_json.h"

namespace dais::web {

namespace asio = boost::asio;
namespace http = boost::beast::http;

namespace {

constexpr std::size_t kBodyBytesMax = 64 * 1024;
constexpr std::string_view kApi = "/api/v1/";

std::string json_of(const google::protobuf::Message& message) {
    std::string text;
    const auto status = google::protobuf::util::MessageToJsonString(message, &text);
    if (!status.ok()) throw std::runtime_error("a message has no JSON: " + std::string(status.message()));
    return text + "\n";
}

Response told(const google::protobuf::Message& message, http::status status = http::status::ok) {
    Response response = json(status, json_of(message));
    response.set(http::field::cache_control, "no-store");
    return response;
}

http::status status_of(const v1::Refusal& refusal) {
    switch (refusal.code()) {
        case v1::REFUSAL_CODE_FORBIDDEN: return http::status::forbidden;
        case v1::REFUSAL_CODE_NOT_FOUND: return http::status::not_found;
        case v1::REFUSAL_CODE_INVALID: return http::status::bad_request;
        default: return http::status::conflict;
    }
}

Response refused(const v1::Refusal& refusal, std::optional<http::status> status = std::nullopt) {
    v1::AccountReply reply;
    *reply.mutable_refusal() = refusal;
    return told(reply, status.value_or(status_of(refusal)));
}

Response invalid(const std::string& message, const std::string& field = {}) {
    return refused(*summit::refuse(v1::REFUSAL_CODE_INVALID, message, field));
}

Response too_soon(std::int64_t wait_ms) {
    const std::int64_t seconds = (wait_ms + 999) / 1'000;
    Response response =
        refused(*summit::refuse(v1::REFUSAL_CODE_CONFLICT,
                                "Too many attempts. Wait for " + std::to_string(seconds) + " s, then try again."),
                http::status::too_many_requests);
    response.set(http::field::retry_after, std::to_string(seconds));
    return response;
}

Response busy() {
    Response response = problem(http::status::service_unavailable, "Too many sign in at this moment. Try again.");
    response.set(http::field::retry_after, "2");
    return response;
}

Response nobody() {
    return refused(*summit::refuse(v1::REFUSAL_CODE_FORBIDDEN, "Sign in first."), http::status::unauthorized);
}

access::Asker asker_of(const Caller& caller) { return {caller.identity(), caller.address, caller.agent}; }

bool is_protobuf(const Request& request) { return request[http::field::content_type] == "application/x-protobuf"; }

}  // namespace

AccountRoutes::AccountRoutes(live::Desk& desk, access::Accounts& accounts, const access::Limits& limits,
                             const Callers& callers)
    : desk_(desk), accounts_(accounts), limits_(limits), callers_(callers), guesses_(limits) {}

bool AccountRoutes::has(std::string_view path) {
    static const std::set<std::string_view> kPaths = {"sign-in", "sign-out", "links/look",      "links/use", "account",
                                                      "ticket",  "pairing",  "pairing/collect", "commands"};
    return path.starts_with(kApi) && kPaths.contains(path.substr(kApi.size()));
}

std::optional<Response> AccountRoutes::refuse_early(const Request& request, const std::string& path,
                                                    const Caller& caller) const {
    // An edge sees the tickets of those who are there: by them it must not become any of them.
    if (caller.guest.ticket && path != "/api/v1/commands")
        return problem(http::status::forbidden,
                       "A ticket is good for following and for commands alone: show what it was made for.");
    if (request.method() == http::verb::get || request.method() == http::verb::head) {
        if (path != "/api/v1/account") return problem(http::status::method_not_allowed, "POST is wanted here.");
        return std::nullopt;
    }
    if (has_body(request) && !request.has_content_length())
        return problem(http::status::length_required, "Say how long the body is (Content-Length).");
    std::size_t length = 0;
    const std::string_view text = request[http::field::content_length];
    for (const char c : text) length = std::min<std::size_t>(length * 10 + static_cast<std::size_t>(c - '0'), 1u << 30);
    if (length > kBodyBytesMax) return problem(http::status::payload_too_large, "A body has at most 64 KiB here.");
    const std::string_view type = request[http::field::content_type];
    const bool json = type.substr(0, type.find(';')) == "application/json";
    if (has_body(request) && !json && !(path == "/api/v1/commands" && is_protobuf(request)))
        return problem(http::status::unsupported_media_type, "The body is JSON here: Content-Type: application/json.");
    if (path == "/api/v1/ticket" && callers_.is_edge(request)) return std::nullopt;
    // Without a cookie, too: nobody shall be signed in as somebody else by a page that they look at.
    if (!request[http::field::origin].empty() && !callers_.is_own(request) && bearer(request).empty())
        return problem(http::status::forbidden, "This is asked for by pages of this server alone.");
    return callers_.refuse_foreign(request, caller);
}

template <class Answer>
asio::awaitable<Answer> AccountRoutes::on_storage(std::function<Answer()> work) {
    auto run = [](std::function<Answer()> held) -> asio::awaitable<Answer> { co_return held(); };
    co_return co_await asio::co_spawn(desk_.storage_thread(), run(std::move(work)), asio::use_awaitable);
}

asio::awaitable<Response> AccountRoutes::answer(const Request& request, const std::string& path, const Caller& caller) {
    const std::string what = path.substr(kApi.size());
    if (request.method() != http::verb::post) co_return co_await myself(caller);
    if (what == "sign-in") co_return co_await sign_in(request, caller);
    if (what == "sign-out") co_return co_await sign_out(caller);
    if (what == "links/look") co_return co_await look_at_link(request, caller);
    if (what == "links/use") co_return co_await use_link(request, caller);
    if (what == "account") co_return co_await ask(request, caller);
    if (what == "ticket") co_return co_await ticket(request, caller);
    if (what == "pairing") co_return co_await begin_pairing(caller);
    if (what == "pairing/collect") co_return co_await collect_pairing(request);
    co_return co_await command(request, caller);
}

// --- Passwords

asio::awaitable<std::optional<bool>> AccountRoutes::is_password(std::string hash, std::string password) {
    if (passwords_waiting_.fetch_add(1) >= limits_.passwords_waiting_max) {
        --passwords_waiting_;
        co_return std::nullopt;
    }
    auto run = [](std::string of, std::string said) -> asio::awaitable<bool> {
        co_return access::is_password(of, said);
    };
    const bool right =
        co_await asio::co_spawn(passwords_, run(std::move(hash), std::move(password)), asio::use_awaitable);
    --passwords_waiting_;
    co_return right;
}

asio::awaitable<std::optional<std::string>> AccountRoutes::password_hash(std::string password) {
    if (passwords_waiting_.fetch_add(1) >= limits_.passwords_waiting_max) {
        --passwords_waiting_;
        co_return std::nullopt;
    }
    auto run = [](std::string said) -> asio::awaitable<std::string> { co_return access::password_hash(said); };
    std::string hash = co_await asio::co_spawn(passwords_, run(std::move(password)), asio::use_awaitable);
    --passwords_waiting_;
    co_return hash;
}

// --- Signing in

Response AccountRoutes::signed_in(const access::SignedIn& in, const Caller& caller) const {
    const std::int64_t seconds = (in.until_ms - live::wall_clock_ms()) / 1'000;
    Response response = told(v1::AccountReply());
    callers_.set_cookie(response, in.cookie, seconds);
    const auto device = access::unseal(caller.device, accounts_.device_key());
    if (!device || !device->starts_with(in.account + ":"))
        callers_.set_device(response,
                            access::seal(in.account + ":" + access::random_digits(16), accounts_.device_key()),
                            limits_.device_days * 24 * 3'600LL);
    return response;
}

asio::awaitable<Response> AccountRoutes::sign_in(const Request& request, const Caller& caller) {
    v1::SignIn wish;
    if (const auto trouble = read_message(request.body(), wish, kBodyBytesMax)) co_return invalid(*trouble);
    if (wish.password().size() > access::kPasswordBytesMax || wish.sign_in_name().size() > limits_.name_bytes_max)
        co_return invalid("The name or the password is too long.");
    const std::string name = access::folded_name(wish.sign_in_name());
    const std::function<access::Accounts::Wanted()> look_work = [this, name] { return accounts_.wanted(name); };
    const access::Accounts::Wanted wanted = co_await on_storage<access::Accounts::Wanted>(look_work);
    const std::string device = access::unseal(caller.device, accounts_.device_key()).value_or("");
    const Attempt attempt = attempt_at(name, wanted.account, device, caller.address);
    if (const std::int64_t wait = guesses_.enter(attempt); wait > 0) co_return too_soon(wait);
    const std::optional<bool> right = co_await is_password(wanted.hash, wish.password());
    if (!right) co_return busy();
    const access::Asker asker = asker_of(caller);
    if (!*right) {
        const std::function<int()> note_work = [this, asker, wanted] {
            return accounts_.note_failed(wanted.account, asker), 0;
        };
        co_await on_storage<int>(note_work);
        co_return refused(*summit::refuse(v1::REFUSAL_CODE_FORBIDDEN,
                                          "The name, the password or the code is wrong. An organiser can send you a "
                                          "new link."),
                          http::status::unauthorized);
    }
    if (wanted.code && wish.code().empty()) {
        guesses_.half_way(attempt);
        co_return refused(
            *summit::refuse(v1::REFUSAL_CODE_FORBIDDEN, "Now the six digits that your app shows.", "code"),
            http::status::unauthorized);
    }
    const std::function<access::Result<access::SignedIn>()> sign_work = [this, wanted, code = wish.code(), asker] {
        return accounts_.sign_in(wanted.account, code, asker);
    };
    const auto in = co_await on_storage<access::Result<access::SignedIn>>(sign_work);
    if (const auto* refusal = std::get_if<v1::Refusal>(&in)) co_return refused(*refusal, http::status::unauthorized);
    guesses_.succeeded(attempt);
    co_return signed_in(std::get<access::SignedIn>(in), caller);
}

asio::awaitable<Response> AccountRoutes::sign_out(const Caller& caller) {
    if (caller.by_cookie) {
        const access::Asker asker = asker_of(caller);
        const std::function<int()> end_work = [this, asker] { return accounts_.sign_out(asker), 0; };
        co_await on_storage<int>(end_work);
    }
    Response response = told(v1::AccountReply());
    callers_.set_cookie(response, "", 0);
    co_return response;
}

asio::awaitable<Response> AccountRoutes::look_at_link(const Request& request, const Caller& caller) {
    v1::LookAtLink wish;
    if (const auto trouble = read_message(request.body(), wish, kBodyBytesMax)) co_return invalid(*trouble);
    const Attempt attempt = attempt_at_link(caller.address);
    if (const std::int64_t wait = guesses_.enter(attempt); wait > 0) co_return too_soon(wait);
    const std::function<access::Result<v1::Link>()> look_work = [this, wish] { return accounts_.look_at(wish); };
    const auto link = co_await on_storage<access::Result<v1::Link>>(look_work);
    if (const auto* refusal = std::get_if<v1::Refusal>(&link)) co_return refused(*refusal);
    guesses_.succeeded(attempt);
    co_return told(std::get<v1::Link>(link));
}

asio::awaitable<Response> AccountRoutes::use_link(const Request& request, const Caller& caller) {
    v1::UseLink wish;
    if (const auto trouble = read_message(request.body(), wish, kBodyBytesMax)) co_return invalid(*trouble);
    const Attempt attempt = attempt_at_link(caller.address);
    if (const std::int64_t wait = guesses_.enter(attempt); wait > 0) co_return too_soon(wait);
    // Only who has a good link has a password worked out.
    v1::LookAtLink look;
    look.set_secret(wish.secret());
    const std::function<access::Result<v1::Link>()> peek_work = [this, look] { return accounts_.look_at(look); };
    const auto link = co_await on_storage<access::Result<v1::Link>>(peek_work);
    if (const auto* refusal = std::get_if<v1::Refusal>(&link)) co_return refused(*refusal);
    guesses_.succeeded(attempt);
    std::string hash;
    if (std::get<v1::Link>(link).kind() != v1::LINK_KIND_PHONE) {
        const std::string& name = std::get<v1::Link>(link).sign_in_name();
        if (const auto weak = access::refuse_password(wish.password(), name.empty() ? wish.sign_in_name() : name))
            co_return invalid(*weak, "password");
        const auto made = co_await password_hash(wish.password());
        if (!made) co_return busy();
        hash = *made;
    }
    const access::Asker asker = asker_of(caller);
    const std::function<access::Result<access::SignedIn>()> use_work = [this, wish, hash, asker] {
        return accounts_.use(wish, hash, asker);
    };
    const auto in = co_await on_storage<access::Result<access::SignedIn>>(use_work);
    if (const auto* refusal = std::get_if<v1::Refusal>(&in)) co_return refused(*refusal);
    co_return signed_in(std::get<access::SignedIn>(in), caller);
}

// --- Who is signed in

asio::awaitable<Response> AccountRoutes::myself(const Caller& caller) {
    if (!caller.identity().anybody()) co_return nobody();
    const access::Identity& identity = caller.identity();
    const std::function<v1::Myself()> read_work = [this, identity] { return accounts_.myself(identity); };
    co_return told(co_await on_storage<v1::Myself>(read_work));
}

// What has to do with passwords is found out first. problem: what is wrong with the new one.
asio::awaitable<std::optional<access::Proof>> AccountRoutes::proof_of(const v1::AccountCommand& command,
                                                                      const Caller& caller, std::string& problem) {
    access::Proof proof;
    const bool changes = command.has_change_password();
    if (!changes && !command.has_remove_second_factor()) co_return proof;
    const access::Identity& identity = caller.identity();
    const std::function<access::Accounts::Wanted()> look_work = [this, identity] {
        return accounts_.wanted_of(identity);
    };
    const auto wanted = co_await on_storage<access::Accounts::Wanted>(look_work);
    const Attempt attempt = attempt_at_own_password(identity.login);
    if (guesses_.enter(attempt) > 0) co_return std::nullopt;
    const std::string said =
        changes ? command.change_password().old_password() : command.remove_second_factor().password();
    const auto right = co_await is_password(wanted.hash, said);
    if (!right) co_return std::nullopt;
    proof.password_is_right = *right;
    if (*right) guesses_.succeeded(attempt);
    if (!changes || !*right) co_return proof;
    const std::string wish = command.change_password().new_password();
    if (const auto weak = access::refuse_password(wish, "")) {
        problem = *weak;
        co_return proof;
    }
    const auto hash = co_await password_hash(wish);
    if (!hash) co_return std::nullopt;
    proof.new_hash = *hash;
    co_return proof;
}

asio::awaitable<Response> AccountRoutes::ask(const Request& request, const Caller& caller) {
    v1::AccountCommand wish;
    if (const auto trouble = read_message(request.body(), wish, kBodyBytesMax)) co_return invalid(*trouble);
    if (!caller.identity().anybody()) co_return nobody();
    std::string weak;
    const auto proof = co_await proof_of(wish, caller, weak);
    if (!proof) co_return busy();
    if (!weak.empty()) co_return invalid(weak, "new_password");
    const access::Asker asker = asker_of(caller);
    const std::function<v1::AccountReply()> answer_work = [this, wish, proof, asker] {
        return accounts_.ask(wish, *proof, asker);
    };
    const auto reply = co_await on_storage<v1::AccountReply>(answer_work);
    co_return told(reply, reply.has_refusal() ? status_of(reply.refusal()) : http::status::ok);
}

asio::awaitable<Response> AccountRoutes::ticket(const Request& request, const Caller& caller) {
    if (!caller.identity().anybody()) co_return nobody();
    const access::Identity& identity = caller.identity();
    Response response = told(accounts_.ticket(identity));
    if (callers_.is_edge(request)) {
        response.set(http::field::access_control_allow_origin, request[http::field::origin]);
        response.set(http::field::access_control_allow_credentials, "true");
        response.set(http::field::vary, "Origin");
    }
    co_return response;
}

asio::awaitable<Response> AccountRoutes::begin_pairing(const Caller& caller) {
    const std::string network = live::network_of(caller.address);
    const std::function<access::Result<v1::Pairing>()> begin_work = [this, network] {
        return accounts_.begin_pairing(network);
    };
    const auto pairing = co_await on_storage<access::Result<v1::Pairing>>(begin_work);
    if (const auto* refusal = std::get_if<v1::Refusal>(&pairing)) co_return refused(*refusal);
    co_return told(std::get<v1::Pairing>(pairing));
}

asio::awaitable<Response> AccountRoutes::collect_pairing(const Request& request) {
    v1::CollectPairing wish;
    if (const auto trouble = read_message(request.body(), wish, kBodyBytesMax)) co_return invalid(*trouble);
    using Collected = std::pair<v1::Paired, std::string>;
    const std::function<access::Result<Collected>()> collect_work = [this, wish] { return accounts_.collect(wish); };
    const auto collected = co_await on_storage<access::Result<Collected>>(collect_work);
    if (const auto* refusal = std::get_if<v1::Refusal>(&collected)) co_return refused(*refusal);
    const auto& [paired, cookie] = std::get<Collected>(collected);
    Response response = told(paired);
    if (!cookie.empty()) callers_.set_cookie(response, cookie, limits_.screen_days * 24 * 3'600LL);
    co_return response;
}

// --- Commands

asio::awaitable<Response> AccountRoutes::command(const Request& request, const Caller& caller) {
    v1::Command wish;
    const bool bytes = is_protobuf(request);
    if (bytes) {
        if (!wish.ParseFromString(request.body()))
            co_return problem(http::status::bad_request, "This is no dais.v1.Command.");
    } else if (const auto trouble = read_message(request.body(), wish, kBodyBytesMax)) {
        co_return invalid(*trouble);
    }
    if (!caller.identity().anybody()) co_return nobody();
    const v1::Reply reply = co_await desk_.ask(std::move(wish), caller.identity());
    const http::status status = reply.has_refusal()       ? status_of(reply.refusal())
                                : reply.has_unavailable() ? http::status::service_unavailable
                                                          : http::status::ok;
    Response response =
        bytes ? respond(status, reply.SerializeAsString(), "application/x-protobuf") : told(reply, status);
    response.set(http::field::cache_control, "no-store");
    co_return response;
}

}  // namespace dais::web
