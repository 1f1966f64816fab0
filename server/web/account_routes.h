// Signing in, and what is asked of accounts, over HTTP. Bodies and answers are JSON of dais.v1 (account.proto).
//
//   POST /api/v1/sign-in             SignIn → a cookie; 401, or 429 with Retry-After
//   POST /api/v1/sign-out
//   POST /api/v1/links/look          LookAtLink → Link
//   POST /api/v1/links/use           UseLink → a cookie
//   GET  /api/v1/account             → Myself
//   POST /api/v1/account             AccountCommand → AccountReply
//   POST /api/v1/ticket              → TicketMade; also for pages of edges
//   POST /api/v1/pairing             → Pairing; POST …/collect: CollectPairing → Paired, and a cookie once it is done
//   POST /api/v1/commands            Command → Reply; as application/x-protobuf both are bytes
//
// Guesses are slowed (guesses.h) by account and address; a browser from which somebody has signed in before has a
// count of its own, so that nobody is kept out of their account by others.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>

#include <atomic>

#include "server/access/accounts.h"
#include "server/live/desk.h"
#include "server/web/caller.h"
#include "server/web/guesses.h"

namespace dais::web {

class AccountRoutes {
public:
    // What accounts are asked runs on the desk's storage thread; passwords are worked out on a thread here.
    AccountRoutes(live::Desk& desk, access::Accounts& accounts, const access::Limits& limits, const Callers& callers);

    // Whether a path is one of these.
    static bool has(std::string_view path);
    // What can be said before the body is read.
    std::optional<Response> refuse_early(const Request& request, const std::string& path, const Caller& caller) const;
    boost::asio::awaitable<Response> answer(const Request& request, const std::string& path, const Caller& caller);

private:
    boost::asio::awaitable<Response> sign_in(const Request& request, const Caller& caller);
    boost::asio::awaitable<Response> sign_out(const Caller& caller);
    boost::asio::awaitable<Response> look_at_link(const Request& request, const Caller& caller);
    boost::asio::awaitable<Response> use_link(const Request& request, const Caller& caller);
    boost::asio::awaitable<Response> myself(const Caller& caller);
    boost::asio::awaitable<Response> ask(const Request& request, const Caller& caller);
    boost::asio::awaitable<Response> ticket(const Request& request, const Caller& caller);
    boost::asio::awaitable<Response> begin_pairing(const Caller& caller);
    boost::asio::awaitable<Response> collect_pairing(const Request& request);
    boost::asio::awaitable<Response> command(const Request& request, const Caller& caller);

    Response signed_in(const access::SignedIn& in, const Caller& caller) const;
    // Nothing: too many wait for theirs.
    boost::asio::awaitable<std::optional<bool>> is_password(std::string hash, std::string password);
    boost::asio::awaitable<std::optional<std::string>> password_hash(std::string password);
    template <class Answer>
    boost::asio::awaitable<Answer> on_storage(std::function<Answer()> work);
    boost::asio::awaitable<std::optional<access::Proof>> proof_of(const v1::AccountCommand& command,
                                                                  const Caller& caller, std::string& problem);

    live::Desk& desk_;
    access::Accounts& accounts_;
    const access::Limits& limits_;
    const Callers& callers_;
    Guesses guesses_;
    std::atomic<std::size_t> passwords_waiting_{0};
    boost::asio::thread_pool passwords_{1};
};

}  // namespace dais::web
