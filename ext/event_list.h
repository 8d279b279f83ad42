/* What is to come: events in the total order (tick, phase, entity).
 *
 * An event is one 128-bit number, so that an order over three columns is one comparison. The slot in its lowest bits
 * says where the state of the entity stands; it never decides, because no two live events share the columns above it.
 * Nothing is ever taken out of the middle: whoever handles an event asks its owner whether it is still due.
 *
 * What is near stands in a binary heap. What is far is put off: it lies unordered in the span of ticks it falls into,
 * and comes into the heap when everything before that span has happened. So the heap holds what happens within one span,
 * however many accounts wait for something years ahead. In a small world the whole run is one span. */
#ifndef GTMSIM_EVENT_LIST_H
#define GTMSIM_EVENT_LIST_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "large.h"

#define GTMSIM_NEVER (INT64_C(1) << 60)

/* Cython leaves its own assertions out by this name, so the two always agree on what a checked build is. */
#ifdef CYTHON_WITHOUT_ASSERTIONS
#define GTMSIM_CHECKED 0
#else
#define GTMSIM_CHECKED 1
#endif

enum { GTMSIM_TICK_BITS = 40, GTMSIM_PHASE_BITS = 4, GTMSIM_ENTITY_BITS = 56, GTMSIM_SLOT_BITS = 28 };

#define GTMSIM_LAST_TICK ((INT64_C(1) << GTMSIM_TICK_BITS) - 1)

typedef unsigned __int128 gtmsim_key;

typedef struct {
    int64_t tick;
    int64_t entity;
    int32_t phase;
    int32_t slot;
} gtmsim_event;

enum { GTMSIM_PILE = 15, GTMSIM_FEW = 2048, GTMSIM_LONGEST_SPAN_BITS = 17, GTMSIM_SHORTEST_SPAN_BITS = 11 };

/* Events that were put off to the same span, and the pile below, which is full. */
typedef struct {
    gtmsim_key key[GTMSIM_PILE];
    int32_t below; /* -1: there is none */
} gtmsim_pile;

/* Where a span's piles begin. How many lie on the topmost stands here: putting one more on it waits for no far memory. */
typedef struct {
    int32_t pile; /* -1: nothing was put off to this span */
    int32_t count;
} gtmsim_top;

typedef struct {
    gtmsim_key *key;
    int64_t count; /* keys in the heap, the free root included */
    int64_t capacity;
    int root_is_free; /* the first key has been handed out: the next push may take its place at half the price */
    int span_bits;    /* a span has two to this power ticks */
    int64_t near_until; /* the tick at which the next span begins: what is due from then on is put off */
    int64_t spans;
    int64_t put_off; /* how many events lie in spans to come */
    gtmsim_top *top; /* by span */
    gtmsim_pile *pile;
    int32_t piles; /* ever used in this replication */
    int32_t pile_capacity;
    int32_t free_pile; /* the first of those given back, -1: there is none */
} gtmsim_event_list;

static inline void gtmsim_sink(gtmsim_event_list *list, int64_t place, gtmsim_key key)
{
    gtmsim_key *at = list->key;
    int64_t count = list->count;
    for (;;) {
        int64_t child = 2 * place + 1;
        if (child + 1 < count)
            child += at[child + 1] < at[child];
        else if (child >= count)
            break;
        if (key <= at[child])
            break;
        at[place] = at[child];
        place = child;
    }
    at[place] = key;
}

static inline void gtmsim_rise(gtmsim_event_list *list, int64_t place, gtmsim_key key)
{
    gtmsim_key *at = list->key;
    while (place > 0) {
        int64_t parent = (place - 1) / 2;
        if (at[parent] <= key)
            break;
        at[place] = at[parent];
        place = parent;
    }
    at[place] = key;
}

/* Return a pile with nothing on it, -1 if there is no memory for it. */
static inline int32_t gtmsim_new_pile(gtmsim_event_list *list)
{
    int32_t new = list->free_pile;
    if (new >= 0) {
        list->free_pile = list->pile[new].below;
    } else {
        if (list->piles == list->pile_capacity) {
            int32_t capacity = list->pile_capacity ? 2 * list->pile_capacity : 256;
            gtmsim_pile *more = realloc(list->pile, (size_t)capacity * sizeof *more);
            if (!more)
                return -1;
            gtmsim_on_large_pages(more, (size_t)capacity * sizeof *more);
            list->pile = more;
            list->pile_capacity = capacity;
        }
        new = list->piles++;
    }
    return new;
}

/* Put an event off to the span it falls into; -1 if there is no memory for it. */
static inline int gtmsim_put_off(gtmsim_event_list *list, int64_t tick, gtmsim_key key)
{
    gtmsim_top *top = &list->top[tick >> list->span_bits];
    if (top->pile < 0 || top->count == GTMSIM_PILE) {
        int32_t new = gtmsim_new_pile(list);
        if (new < 0)
            return -1;
        list->pile[new].below = top->pile;
        *top = (gtmsim_top){.pile = new};
    }
    list->pile[top->pile].key[top->count++] = key;
    list->put_off++;
    return 0;
}

/* Give the heap room for so many keys; -1 if there is no memory for it. */
static inline int gtmsim_make_room(gtmsim_event_list *list, int64_t count)
{
    if (count > list->capacity) {
        int64_t capacity = list->capacity ? 2 * list->capacity : 1024;
        if (capacity < count)
            capacity = count;
        gtmsim_key *more = realloc(list->key, (size_t)capacity * sizeof *more);
        if (!more)
            return -1;
        gtmsim_on_large_pages(more, (size_t)capacity * sizeof *more);
        list->key = more;
        list->capacity = capacity;
    }
    return 0;
}

/* Let the next span that holds anything come near: there is one, and the heap is empty. -1 if there is no memory. */
static inline int gtmsim_come_near(gtmsim_event_list *list)
{
    int64_t span = list->near_until >> list->span_bits;
    while (list->top[span].pile < 0)
        span++;
    list->count = 0;
    list->root_is_free = 0;
    int32_t count = list->top[span].count;
    for (int32_t each = list->top[span].pile; each >= 0; count = GTMSIM_PILE) {
        gtmsim_pile *pile = &list->pile[each];
        if (gtmsim_make_room(list, list->count + count) < 0)
            return -1;
        memcpy(&list->key[list->count], pile->key, (size_t)count * sizeof *pile->key);
        list->count += count;
        list->put_off -= count;
        int32_t below = pile->below;
        pile->below = list->free_pile;
        list->free_pile = each;
        each = below;
    }
    list->top[span].pile = -1;
    list->near_until = (span + 1) << list->span_bits;
    for (int64_t place = list->count / 2 - 1; place >= 0; place--)
        gtmsim_sink(list, place, list->key[place]);
    return 0;
}

/* Add an event; -1 if there is no memory for it. */
static inline int gtmsim_push(gtmsim_event_list *list, int64_t tick, int32_t phase, int64_t entity, int32_t slot)
{
    gtmsim_key key = (gtmsim_key)tick << (GTMSIM_PHASE_BITS + GTMSIM_ENTITY_BITS + GTMSIM_SLOT_BITS) |
                     (gtmsim_key)phase << (GTMSIM_ENTITY_BITS + GTMSIM_SLOT_BITS) |
                     (gtmsim_key)entity << GTMSIM_SLOT_BITS | (gtmsim_key)slot;
    if (tick >= list->near_until)
        return gtmsim_put_off(list, tick, key);
    if (list->root_is_free) {
        list->root_is_free = 0;
        gtmsim_sink(list, 0, key);
        return 0;
    }
    if (gtmsim_make_room(list, list->count + 1) < 0)
        return -1;
    gtmsim_rise(list, list->count++, key);
    return 0;
}

/* The tick of the next event, GTMSIM_NEVER if there is none, -1 if there is no memory to know. */
static inline int64_t gtmsim_next_tick(gtmsim_event_list *list)
{
    int64_t first = list->root_is_free;
    if (first >= list->count) {
        if (list->put_off == 0)
            return GTMSIM_NEVER;
        if (gtmsim_come_near(list) < 0)
            return -1;
        first = 0;
    }
    if (first && list->count > 2 && list->key[2] < list->key[1])
        first = 2;
    return (int64_t)(list->key[first] >> (GTMSIM_PHASE_BITS + GTMSIM_ENTITY_BITS + GTMSIM_SLOT_BITS));
}

/* What a key says. */
static inline gtmsim_event gtmsim_event_of(gtmsim_key key)
{
    return (gtmsim_event){
        .tick = (int64_t)(key >> (GTMSIM_PHASE_BITS + GTMSIM_ENTITY_BITS + GTMSIM_SLOT_BITS)),
        .entity = (int64_t)((key >> GTMSIM_SLOT_BITS) & ((INT64_C(1) << GTMSIM_ENTITY_BITS) - 1)),
        .phase = (int32_t)((key >> (GTMSIM_ENTITY_BITS + GTMSIM_SLOT_BITS)) & ((1 << GTMSIM_PHASE_BITS) - 1)),
        .slot = (int32_t)(key & ((1 << GTMSIM_SLOT_BITS) - 1)),
    };
}

/* Return what will probably be handed out after the event that was handed out just now: unless something new comes before. Its phase
 * is -1 where nothing of the heap is left. */
static inline gtmsim_event gtmsim_soon(const gtmsim_event_list *list)
{
    if (list->count < 2)
        return (gtmsim_event){.phase = -1};
    return gtmsim_event_of(list->key[1 + (list->count > 2 && list->key[2] < list->key[1])]);
}

/* Hand out the next event; its tick is GTMSIM_NEVER if there is none, -1 if there is no memory to know. */
static inline gtmsim_event gtmsim_pop(gtmsim_event_list *list)
{
    if (list->root_is_free && --list->count > 0)
        gtmsim_sink(list, 0, list->key[list->count]);
    if (list->count == 0) {
        list->root_is_free = 0;
        if (list->put_off == 0)
            return (gtmsim_event){.tick = GTMSIM_NEVER};
        if (gtmsim_come_near(list) < 0)
            return (gtmsim_event){.tick = -1};
    }
    list->root_is_free = 1;
    return gtmsim_event_of(list->key[0]);
}

/* Take back the event that was handed out just now, before anything was added. */
static inline void gtmsim_put_back(gtmsim_event_list *list)
{
    list->root_is_free = 0;
}

/* Choose the spans of a run for so many events that wait at once. -1 if there is no memory for them. */
static inline int gtmsim_choose_spans(gtmsim_event_list *list, int64_t horizon, int64_t waiting)
{
    int bits = GTMSIM_TICK_BITS;
    if (waiting > GTMSIM_FEW)
        for (bits = GTMSIM_LONGEST_SPAN_BITS; bits > GTMSIM_SHORTEST_SPAN_BITS && waiting > GTMSIM_FEW; bits--)
            waiting /= 2;
    list->span_bits = bits;
    list->spans = (horizon >> bits) + 1;
    list->top = malloc((size_t)list->spans * sizeof *list->top);
    return list->top ? 0 : -1;
}

static inline void gtmsim_clear(gtmsim_event_list *list)
{
    list->count = 0;
    list->root_is_free = 0;
    list->near_until = INT64_C(1) << list->span_bits;
    list->put_off = 0;
    list->piles = 0;
    list->free_pile = -1;
    memset(list->top, 0xff, (size_t)list->spans * sizeof *list->top);
}

/* How many events are to come. */
static inline int64_t gtmsim_count(const gtmsim_event_list *list)
{
    return list->count - list->root_is_free + list->put_off;
}

/* Where so many events stand that are to come, near and far; or, anew, where that many can be put that came from such a place,
 * to be sorted out then. NULL if there is no memory, or nothing to come. */
static inline gtmsim_key *gtmsim_keys(gtmsim_event_list *list, int64_t count, int anew)
{
    if (!anew && list->root_is_free && list->count > 0) {
        gtmsim_sink(list, 0, list->key[--list->count]);
        list->root_is_free = 0;
    }
    if (gtmsim_make_room(list, count) < 0)
        return NULL;
    if (anew)
        return list->key;
    gtmsim_key *next = list->key + list->count; /* the heap ends there: what is far is only copied behind it */
    for (int64_t span = list->near_until >> list->span_bits; span < list->spans; span++) {
        int32_t count = list->top[span].count;
        for (int32_t each = list->top[span].pile; each >= 0; each = list->pile[each].below, count = GTMSIM_PILE) {
            memcpy(next, list->pile[each].key, (size_t)count * sizeof *next);
            next += count;
        }
    }
    return list->key;
}

/* Let so many events that were put there anew be those to come. -1 if there is no memory, or one of them is beyond the run. */
static inline int gtmsim_sort_out(gtmsim_event_list *list, int64_t count)
{
    gtmsim_clear(list);
    list->near_until = 0;
    for (int64_t place = 0; place < count; place++) {
        int64_t tick = (int64_t)(list->key[place] >> (GTMSIM_PHASE_BITS + GTMSIM_ENTITY_BITS + GTMSIM_SLOT_BITS));
        if (tick >> list->span_bits >= list->spans || gtmsim_put_off(list, tick, list->key[place]) < 0)
            return -1;
    }
    return 0;
}

#endif
