/* What is to come: a binary heap of events in the total order (tick, phase, entity).
 *
 * An event is one 128-bit number, so that an order over three columns is one comparison. The slot in its lowest bits
 * says where the state of the entity stands; it never decides, because no two live events share the columns above it.
 * Nothing is ever taken out of the middle: whoever handles an event asks its owner whether it is still due. */
#ifndef GTMSIM_EVENT_LIST_H
#define GTMSIM_EVENT_LIST_H

#include <stdint.h>
#include <stdlib.h>

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

typedef struct {
    gtmsim_key *key;
    int64_t count; /* keys in the heap, the free root included */
    int64_t capacity;
    int root_is_free; /* the first key has been handed out: the next push may take its place at half the price */
} gtmsim_event_list;

static inline void gtmsim_sink(gtmsim_event_list *list, gtmsim_key key)
{
    gtmsim_key *at = list->key;
    int64_t place = 0, count = list->count;
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

/* Add an event; -1 if there is no memory for it. */
static inline int gtmsim_push(gtmsim_event_list *list, int64_t tick, int32_t phase, int64_t entity, int32_t slot)
{
    gtmsim_key key = (gtmsim_key)tick << (GTMSIM_PHASE_BITS + GTMSIM_ENTITY_BITS + GTMSIM_SLOT_BITS) |
                     (gtmsim_key)phase << (GTMSIM_ENTITY_BITS + GTMSIM_SLOT_BITS) |
                     (gtmsim_key)entity << GTMSIM_SLOT_BITS | (gtmsim_key)slot;
    if (list->root_is_free) {
        list->root_is_free = 0;
        gtmsim_sink(list, key);
        return 0;
    }
    if (list->count == list->capacity) {
        int64_t capacity = list->capacity ? 2 * list->capacity : 1024;
        gtmsim_key *more = realloc(list->key, (size_t)capacity * sizeof *more);
        if (!more)
            return -1;
        list->key = more;
        list->capacity = capacity;
    }
    gtmsim_rise(list, list->count++, key);
    return 0;
}

/* The tick of the next event, GTMSIM_NEVER if there is none. */
static inline int64_t gtmsim_next_tick(const gtmsim_event_list *list)
{
    int64_t first = list->root_is_free;
    if (first >= list->count)
        return GTMSIM_NEVER;
    if (first && list->count > 2 && list->key[2] < list->key[1])
        first = 2;
    return (int64_t)(list->key[first] >> (GTMSIM_PHASE_BITS + GTMSIM_ENTITY_BITS + GTMSIM_SLOT_BITS));
}

/* Hand out the next event. There must be one. */
static inline gtmsim_event gtmsim_pop(gtmsim_event_list *list)
{
    if (list->root_is_free)
        gtmsim_sink(list, list->key[--list->count]);
    list->root_is_free = 1;
    gtmsim_key key = list->key[0];
    return (gtmsim_event){
        .tick = (int64_t)(key >> (GTMSIM_PHASE_BITS + GTMSIM_ENTITY_BITS + GTMSIM_SLOT_BITS)),
        .entity = (int64_t)((key >> GTMSIM_SLOT_BITS) & ((INT64_C(1) << GTMSIM_ENTITY_BITS) - 1)),
        .phase = (int32_t)((key >> (GTMSIM_ENTITY_BITS + GTMSIM_SLOT_BITS)) & ((1 << GTMSIM_PHASE_BITS) - 1)),
        .slot = (int32_t)(key & ((1 << GTMSIM_SLOT_BITS) - 1)),
    };
}

/* How many events are to come. */
static inline int64_t gtmsim_count(const gtmsim_event_list *list)
{
    return list->count - list->root_is_free;
}

/* Where so many events stand that are to come, in an order that is theirs; or, anew, where that many can be put that came from
 * such a place. NULL if there is no memory, or nothing to come. */
static inline gtmsim_key *gtmsim_keys(gtmsim_event_list *list, int64_t count, int anew)
{
    if (anew) {
        if (count > list->capacity) {
            gtmsim_key *more = realloc(list->key, (size_t)count * sizeof *more);
            if (!more)
                return NULL;
            list->key = more;
            list->capacity = count;
        }
        list->count = count;
        list->root_is_free = 0;
    } else if (list->root_is_free && list->count > 0) {
        gtmsim_sink(list, list->key[--list->count]);
        list->root_is_free = 0;
    }
    return list->key;
}

static inline void gtmsim_clear(gtmsim_event_list *list)
{
    list->count = 0;
    list->root_is_free = 0;
}

#endif
